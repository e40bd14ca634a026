export interface ParsedMoney {
  /** Hundredths of the currency's unit; negative for a refund. */
  readonly cents: number;
  /** ISO 4217, when a sign in the cell says so. */
  readonly currency?: string;
}

const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };
/** A sign before or after the number, or brackets around it. */
const SIGNED = /^(?:[-+]?([\d.,]+)|([\d.,]+)-|\(([\d.,]+)\))$/;
const MAX_CENTS = 100_000_000_000;

/**
 * An amount of money with a decimal point or comma, with or without thousands separators. The last separator is
 * the decimal one when another kind comes before it, or when other than three digits follow: `1.234` is 1234.00.
 */
export function parseMoney(raw: string): ParsedMoney | undefined {
  const sign = [...raw].find((each) => each in SIGNS);
  const code = /\b[A-Z]{3}\b/.exec(raw)?.[0];
  const currency = code ?? (sign === undefined ? undefined : SIGNS[sign]);
  const bare = raw.replace(/[$€£¥\s\u00a0\u202f'’]|\b[A-Z]{3}\b/g, '').replace('−', '-');
  const negative = /^-|-$|^\(.*\)$/.test(bare);
  const digits = SIGNED.exec(bare)
    ?.slice(1)
    .find((part) => part !== undefined);
  const number = digits === undefined ? undefined : decimalOf(digits);
  if (number === undefined || number * 100 > MAX_CENTS) return undefined;
  const cents = Math.round(number * 100 + 1e-6);
  return { cents: negative && cents !== 0 ? -cents : cents, currency };
}

function decimalOf(digits: string): number | undefined {
  if (!/^(?:\d[\d.,]*|[.,]\d+)$/.test(digits)) return undefined;
  const at = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (at < 0) return Number(digits);
  const whole = digits.slice(0, at);
  const fraction = digits.slice(at + 1);
  const separator = digits[at] ?? '';
  const repeated = whole.includes(separator);
  const mixed = /[.,]/.test(whole) && !repeated;
  const grouping = repeated || (!mixed && fraction.length === 3 && whole !== '' && !/^0/.test(whole));
  const groups = grouping ? [...whole.split(/[.,]/), fraction] : whole.split(/[.,]/);
  if (groups.length > 1 && groups.slice(1).some((group) => group.length !== 3)) return undefined;
  return Number(grouping ? groups.join('') : `${groups.join('')}.${fraction || '0'}`);
}
