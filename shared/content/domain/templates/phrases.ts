/** Liquid for a sentence with the offer of the mission, behind another one; nothing without an offer. */
export const OFFER = '{% if offer %} Here is what we can offer you now: {{ offer }}.{% endif %}';

/** Liquid for the one sentence on past purchases. Use it inside `{% if purchaseCount %}`. */
export const PURCHASE_HISTORY =
  '{% if purchaseCount == 1 %}You bought from us once' +
  '{% if lastPurchaseMonth %}, in {{ lastPurchaseMonth }}{% endif %}.' +
  '{% else %}You bought from us {{ purchaseCount }} times' +
  '{% if lastPurchaseMonth %}, the last time in {{ lastPurchaseMonth }}{% endif %}.{% endif %}';
