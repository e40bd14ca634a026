/**
 * "No more than two references" is a limit and no opt-out. Patterns as in `OptOutPhrases`. In languages that use the same
 * words for "more than two" and "any more", the number tells them apart.
 */
export const LIMITS: readonly string[] = [
  // "I have asked more than twice" is no limit.
  '(?<!(?:asked|told|tried|written|wrote|requested|unsubscribed)(?: \\p{L}+){0,4} )(?:more|fewer|less|longer|often|other) than',
  '(?<!(?:habe|haben|hatte|bat)(?: \\p{L}+){0,4} )(?:mehr|ofter|haufiger|langer|andere\\p{L}*|weitere\\p{L}*(?: \\p{L}+)?) als',
  '(?:meer|vaker|langer|andere) dan',
  '(?:mer|fler|oftare|langre|mere|flere|oftere|længere|lenger) (?:an|end|enn)',
  "(?:plus|moins) (?:de |d'? ?)?(?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|cent|\\d+)|plus (?:souvent )?qu[e'](?= ?(?:un|une|deux|trois|\\d))",
  '(?:mas|menos) (?:de|que) (?:un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|diez|veinte|cien|\\d+)',
  '(?:piu|meno) (?:di|che) (?:un|una|uno|due|tre|quattro|cinque|sei|sette|otto|dieci|venti|cento|\\d+)',
  '(?:mais|menos) (?:do que|de|que) (?:um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|dez|vinte|cem|\\d+)',
  'mai mult(?:e|i)? de(?:cat)? (?:un|o|doi|doua|trei|patru|cinci|zece|\\d+)',
  '(?:enempaa|enemman|useammin|kauemmin) kuin',
  '(?:wiecej|czesciej|dłuzej) niz',
  '(?:vice|casteji|dele) nez',
  '(?:больше|более|чаще|дольше) (?:чем|одного|одной|двух|трех|четырех|пяти|десяти|раза|\\d+)',
  '(?:більше|частіше|довше) (?:ніж|за|одного|однієі|двох|трьох|чотирьох|пяти|десяти|\\d+)',
  '(?:\\d+|bir|iki|uc|dort|bes|on)\\p{L}* ?(?:den|dan|ten|tan) (?:fazla|cok)',
  '(?:tobb\\p{L}*|gyakrabban|tovabb),? mint|\\p{L}+(?:nal|nel) (?:tobb\\p{L}*|gyakrabban)',
  '(?:περισσοτερ\\p{L}*|συχνοτερα) (?:απο|τησ?)',
  '(?:[0-9０-９]|一|二|三|四|五|六|七|八|九|十)(?:つ|件|通|枚|個|回|部|点|社|名|人)?以上',
  '(?:超过|超過|多于|多於|不多于)(?:[0-9]|一|两|兩|二|三|四|五|十)',
  '(?:\\d+|한|두|세|네|다섯|열) ?(?:개|통|번|회|장|부|건)? ?(?:이상|넘게|초과)',
];
