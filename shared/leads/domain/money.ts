import { currencyOfSign } from './currency.ts';

export interface ParsedMoney {
  /** Hundredths of the currency's unit; negative for a refund. */
  readonly cents: number;
  /** ISO 4217, when a sign or a code in the cell says so. */
  readonly currency?: string;
}

/** The decimal separator. */
export type DecimalSign = '.' | ',';

const BLANKS = /[\s\u00a0\u202f\u2009'’]/g;
/** The texts before the first digit and after the last one: currency signs, and the sign of the amount. */
const PARTS = /^((?:[^\d.,]|(?<=\p{L})\.)*)([.,]?\d[\d.,]*)(\D*)$/u;
/** `1.234,–`, `25,-` and `25:-`: no fraction. */
const NO_FRACTION = /[.,:][-–—]+(?=\D*$)/u;
const MAX_CENTS = 100_000_000_000;

/**
 * An amount of money with a decimal point or comma, with or without thousands separators (also Indian ones:
 * `1,23,456.00`), a currency before or behind it. The last separator is the decimal one when another kind comes before
 * it, or when other than three digits follow: `1.234` is 1234.00, unless `decimal` gives the separator of the column.
 */
export function parseMoney(raw: string, decimal?: DecimalSign): ParsedMoney | undefined {
  const split = partsOf(raw);
  if (split === undefined) return undefined;
  const { sides, digits, negative } = split;
  const currencies = sides.map((side) => (side === '' ? '' : currencyOfSign(side)));
  if (currencies.includes(undefined)) return undefined;
  const number = decimalOf(digits, decimal);
  if (number === undefined || number * 100 > MAX_CENTS) return undefined;
  const cents = Math.round(number * 100 + 1e-6);
  const currency = currencies.find((each) => each !== '');
  return { cents: negative && cents !== 0 ? -cents : cents, ...(currency ? { currency } : {}) };
}

/** Finds the decimal separator of a column from its unambiguous cells. */
export class DecimalWitness {
  readonly #seen = new Set<DecimalSign>();

  look(raw: string): void {
    const sign = certainDecimal(partsOf(raw)?.digits ?? '');
    if (sign !== undefined) this.#seen.add(sign);
  }

  /** Undefined when no cell is unambiguous, or when they contradict each other. */
  get decimal(): DecimalSign | undefined {
    const [only, other] = this.#seen;
    return other === undefined ? only : undefined;
  }
}

function partsOf(raw: string): { sides: string[]; digits: string; negative: boolean } | undefined {
  const bare = raw
    .slice(0, 60)
    .normalize('NFKC')
    .replace(BLANKS, '')
    .replaceAll('−', '-')
    .replace(NO_FRACTION, '');
  const inBrackets = /^\((.*)\)$/.exec(bare)?.[1];
  const [, before = '', digits, behind = ''] = PARTS.exec(inBrackets ?? bare) ?? [];
  if (digits === undefined) return undefined;
  const signs = [before, behind].join('').replace(/[^-+()]/g, '');
  // `-(5)`, `--5`: the meaning is unknown.
  const outer = before.includes('(') && behind.includes(')');
  if (signs.replace(/[()]/g, '').length > 1 || (signs.includes('(') && !outer)) return undefined;
  const minus = signs.includes('-');
  if (minus && (outer || inBrackets !== undefined)) return undefined;
  const sides = [before, behind].map((side) => side.replace(/[-+()]/g, ''));
  return { sides, digits, negative: minus || outer || inBrackets !== undefined };
}

/** `12.50`, `1,234.5` and `1.234.567` are unambiguous; `1.234` and `12` are not. */
function certainDecimal(digits: string): DecimalSign | undefined {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return undefined;
  const sign = signAt(digits, last);
  const whole = digits.slice(0, last);
  const other = sign === '.' ? ',' : '.';
  if (whole.includes(sign)) return other;
  if (whole.includes(other)) return sign;
  return digits.length - last - 1 === 3 && whole !== '' && !whole.startsWith('0') ? undefined : sign;
}

function decimalOf(digits: string, told: DecimalSign | undefined): number | undefined {
  const sign = certainDecimal(digits) ?? told ?? groupingSignOf(digits);
  const parts = sign === undefined ? [digits] : digits.split(sign);
  const [whole = '', fraction = '', ...rest] = parts;
  if (rest.length > 0 || /[.,]/.test(fraction)) return undefined;
  const groups = whole.split(/[.,]/);
  if (groups.length > 1 && !isGrouped(groups)) return undefined;
  return Number(`${groups.join('') || '0'}.${fraction || '0'}`);
}

/** A separator before three digits is a thousands separator unless given otherwise; the other sign is the decimal one. */
const groupingSignOf = (digits: string): DecimalSign | undefined =>
  digits.includes('.') ? ',' : digits.includes(',') ? '.' : undefined;

/** In threes, or as in India: three at the end, twos before them. */
function isGrouped(groups: readonly string[]): boolean {
  const [first = '', ...rest] = groups;
  const last = rest.at(-1) ?? '';
  const inner = rest.slice(0, -1);
  if (last.length !== 3) return false;
  if (inner.every((group) => group.length === 3)) return first.length >= 1 && first.length <= 3;
  return inner.every((group) => group.length === 2) && (first.length === 1 || first.length === 2);
}

const signAt = (digits: string, at: number): DecimalSign => (digits[at] === ',' ? ',' : '.');
