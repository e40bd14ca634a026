import { currencyOfSign } from './currency.ts';
import { isMissing } from './firmographics.ts';
import { headerKey } from './header-key.ts';
import { type DecimalSign, parseMoney } from './money.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** States without a purchase in the end, as Shopify, WooCommerce, Stripe, Magento and others name them. */
const NOT_BOUGHT =
  words(`refunded fullyrefunded refund voided void cancelled canceled cancelledbycustomer failed paymentfailed
expired declined returned chargeback chargedback disputed lost trash deleted draft checkoutdraft abandoned closedrefunded
rejected unpaid uncaptured annulled reversed reversal
storniert erstattet zuruckerstattet ruckerstattet abgebrochen abgelehnt fehlgeschlagen retourniert unbezahlt
annule annulee rembourse remboursee echoue echouee refuse abandonne
cancelado cancelada anulado anulada reembolsado reembolsada devuelto fallido rechazado
annullato annullata rimborsato rimborsata fallito rifiutato estornado devolvido recusado
geannuleerd terugbetaald mislukt geretourneerd anulowane anulowano zwrocone zwrot nieoplacone
avbruten aterbetald annullerad annulleret refunderet kansellert peruutettu отменен возврат отменено возвращен отказ
скасовано повернено iptal iade zruseno stornovano vraceno visszavonva torolve anulat rambursat ακυρωμενη ακυρωθηκε
キャンセル キャンセル済み 返金 返金済み 返品 取消 已取消 退款 已退款 交易关闭 취소 취소완료 환불 환불완료
notpaid nichtbezahlt nonpaye nopagado naopago nonpagato nietbetaald`);
/** Words that keep a purchase, or a part of it, in states of several words. */
const NOT_ALL =
  words(`partially partial partly teilweise teil partiellement partielle parcialmente parcial parzialmente gedeeltelijk
czesciowo delvis osittain частично частковое not no kein keine nicht never`);
const BOUGHT =
  words(`paid partiallypaid partiallyrefunded completed complete fulfilled partiallyfulfilled unfulfilled shipped
delivered processing pending authorized authorised onhold open closed invoiced succeeded success captured confirmed new sale
sold won received accepted dispatched readytoship readyforpickup partiallyshipped active done finished settled
bezahlt abgeschlossen versendet versandt geliefert inbearbeitung offen erledigt teilweiseerstattet paye payee terminee termine
expediee livree encours pagado pagada completado completada enviado entregado pendiente pagato pagata completato spedito
consegnato pago paga concluido betaald afgerond verzonden oplacone zrealizowane оплачен выполнен`);
const NO = words('no n false f 0 nein non nao nie нет');
const YES = words('yes y true t 1 ja oui si sim tak да');

interface StateCells {
  readonly status: string;
  /** Whether or when it was cancelled. */
  readonly cancelled: string;
  /** Whether or how much was refunded. */
  readonly refunded: string;
}

export interface OrderState {
  /** Why the row is no purchase, as a clause; undefined when it is one. */
  readonly undone?: string;
  /** The refunded part of the amount. */
  readonly refundedCents: number;
  /** Cells that were not understood. */
  readonly unclear: readonly (keyof StateCells)[];
}

/** The outcome of an order, by the columns about its state. */
export function orderStateOf(cells: StateCells, amountCents: number, decimal?: DecimalSign): OrderState {
  const unclear: (keyof StateCells)[] = [];
  const none = { refundedCents: 0, unclear };
  const status = headerKey(cells.status);
  if (isNotBought(cells.status, status))
    return { ...none, undone: `The order is ${JSON.stringify(cells.status.trim().slice(0, 40))}` };
  if (!isMissing(cells.status) && !isBought(status)) unclear.push('status');
  if (
    !isMissing(cells.cancelled) &&
    !NO.has(headerKey(cells.cancelled)) &&
    !/^0000-00-00/.test(cells.cancelled.trim())
  ) {
    return { ...none, undone: 'The order was cancelled' };
  }
  if (isMissing(cells.refunded) || NO.has(headerKey(cells.refunded))) return none;
  if (YES.has(headerKey(cells.refunded)) && cells.refunded.trim() !== '1')
    return { ...none, undone: 'The order was refunded' };
  const refunded = parseMoney(cells.refunded, decimal);
  if (refunded === undefined) {
    unclear.push('refunded');
    return none;
  }
  const refundedCents = Math.abs(refunded.cents);
  if (refundedCents > 0 && refundedCents >= amountCents) return { ...none, undone: 'The order was refunded' };
  return { refundedCents, unclear };
}

/** `wc-cancelled`, `Order cancelled`, `Cancelled - Refunded`: one of the words decides, if no other one negates it. */
function isNotBought(cell: string, key: string): boolean {
  if (NOT_BOUGHT.has(key)) return true;
  if (BOUGHT.has(key)) return false;
  const parts = cell
    .slice(0, 100)
    .split(/[^\p{L}\p{M}]+/u)
    .map(headerKey);
  return parts.some((part) => NOT_BOUGHT.has(part)) && !parts.some((part) => NOT_ALL.has(part));
}

/** Prefixes of shops before their states, as in `wc-completed`. */
const isBought = (key: string): boolean => BOUGHT.has(key) || BOUGHT.has(key.replace(/^wc/, ''));

/** ISO 4217 code of a cell that names a currency by code or sign. */
export const parseCurrency = (raw: string): string | undefined => currencyOfSign(raw) || undefined;
