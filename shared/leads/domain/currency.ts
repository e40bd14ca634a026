/** Everyday currency signs. A sign that several countries share stands for the currency of the largest. */
const SHARED_SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  $us: 'USD',
  s$: 'SGD',
  au$: 'AUD',
  'د.إ': 'AED',
  dollar: 'USD',
  dollars: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '￥': 'JPY',
  元: 'CNY',
  円: 'JPY',
  '₹': 'INR',
  rs: 'INR',
  'rs.': 'INR',
  kr: 'SEK',
  'kr.': 'DKK',
  fr: 'CHF',
  'fr.': 'CHF',
  sfr: 'CHF',
  'sfr.': 'CHF',
  euro: 'EUR',
  euros: 'EUR',
  r: 'ZAR',
  lei: 'RON',
  tl: 'TRY',
  zł: 'PLN',
  zl: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  лв: 'BGN',
  'лв.': 'BGN',
  'руб.': 'RUB',
  руб: 'RUB',
  'грн.': 'UAH',
  грн: 'UAH',
  ',-': '',
};

/** Code and sign together, such as `GBP£` and `$USD`: the code counts. */
const CODE_AND_SIGN = /^(?:([A-Z]{3})\p{Sc}|\p{Sc}([A-Z]{3}))$/u;

let codes: ReadonlySet<string> | undefined;
let signs: ReadonlyMap<string, string> | undefined;

/** Whether a text is an ISO 4217 code in use. */
function isCurrencyCode(code: string): boolean {
  codes ??= new Set(Intl.supportedValuesOf('currency'));
  return codes.has(code);
}

/** The currency of a code or sign that stands beside an amount (`EUR`, `US$`, `kr`); undefined when it is neither. */
export function currencyOfSign(raw: string): string | undefined {
  const text = raw.trim();
  const code = text.toUpperCase();
  if (isCurrencyCode(code)) return code;
  const [, before, behind] = CODE_AND_SIGN.exec(code) ?? [];
  const named = before ?? behind;
  if (named !== undefined && isCurrencyCode(named)) return named;
  return SHARED_SIGNS[text.toLowerCase()] ?? signsOfCldr().get(text.toLowerCase());
}

/** CLDR's signs that name one currency only: `US$`, `CA$`, `R$`, `₩`, `₪`. */
function signsOfCldr(): ReadonlyMap<string, string> {
  if (signs) return signs;
  const found = new Map<string, string>();
  for (const currency of Intl.supportedValuesOf('currency')) {
    for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
      for (const language of ['en', 'en-AU']) {
        const parts = new Intl.NumberFormat(language, {
          style: 'currency',
          currency,
          currencyDisplay,
        }).formatToParts(1);
        const sign = parts.find(({ type }) => type === 'currency')?.value.toLowerCase() ?? '';
        if (!found.has(sign)) found.set(sign, currency);
      }
    }
  }
  signs = found;
  return signs;
}
