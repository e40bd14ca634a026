import { utcDay } from '../../kernel/clock.ts';
import { monthOf } from './month-names.ts';

export const DAY_ORDERS = ['day-first', 'month-first'] as const;
/** The order of day and month in dates such as `03/04/2024`. */
export type DayOrder = (typeof DAY_ORDERS)[number];

/** What to do about a date such as 03/04/2024, behind it. */
export const DAY_OR_MONTH =
  'may be day first or month first. Import the file again and say which under “Dates such as 03/04/2024” (rex leads import --date-order)';

const ISO = /^(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?(?=$|[T ,Z+-])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:$|T|\d{6}$)/;
/** Chinese, Japanese, Korean. */
const EAST_ASIAN = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/;
const YEAR_LAST = /^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?=$|[T ,])/;
/** Words between the parts of a written-out date: `5 de enero de 2024`, `le 5 janvier`, `January 5th, 2024`. */
const SIGNS = /[\s,./-]+/u;
const TIME_OF_DAY = /^\d{1,2}:\d{2}/;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th|er|ère|º|ª|°|e|\.)$/;
/** Two-digit years below this belong to this century, the others to the last. */
const TWO_DIGIT_PIVOT = 69;
const MAX_LENGTH = 80;
/** Most words beside the date (weekday, article, preposition); a cell with more is a sentence. */
const MOST_OTHER_WORDS = 3;
/** Serial dates of Excel: days since 1899-12-30; 1954 to 2064. */
const EXCEL_SERIAL = /^([2-5]\d{4})(?:[.,]\d+)?$/;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
/** Seconds or milliseconds since 1970, from 2001 on. */
const EPOCH = /^(1\d{9})(\d{3})?$/;

/**
 * A calendar date as `YYYY-MM-DD`; the time of day is left out. Dotted dates are day first, as everywhere that
 * writes them so. With slashes or dashes the order must be clear from the numbers or given; else undefined. Months may
 * be names, whole or short, in the languages of `month-names.ts`.
 */
export function parseCalendarDate(raw: string, order?: DayOrder): string | undefined {
  const text = raw.normalize('NFKC').trim().slice(0, MAX_LENGTH);
  const [, isoYear, , isoMonth, isoDay] = ISO.exec(text) ?? [];
  if (isoYear !== undefined) return isoDate(isoYear, Number(isoMonth), Number(isoDay));
  const [, year, month, day] = COMPACT.exec(text) ?? EAST_ASIAN.exec(text) ?? [];
  if (year !== undefined) return isoDate(year, Number(month), Number(day));
  const counted = countedDays(text);
  if (counted !== undefined) return counted;
  const numbers = numbersOf(text);
  if (numbers === undefined) return namedMonth(text);
  const { first, second, separator, last } = numbers;
  const known = separator === '.' ? 'day-first' : (orderFromNumbers(first, second) ?? order);
  if (known === undefined) return first === second ? isoDate(last, first, second) : undefined;
  return known === 'day-first' ? isoDate(last, second, first) : isoDate(last, first, second);
}

/**
 * Finds the order of day and month in a column from its unambiguous cells, which it takes one by one. Undefined when there
 * are none, or when they contradict each other.
 */
export class DayOrderWitness {
  readonly #seen = new Set<DayOrder>();

  look(raw: string): void {
    const numbers = numbersOf(raw.trim().slice(0, MAX_LENGTH));
    if (numbers === undefined || numbers.separator === '.') return;
    const order = orderFromNumbers(numbers.first, numbers.second);
    if (order !== undefined) this.#seen.add(order);
  }

  get order(): DayOrder | undefined {
    const [only, other] = this.#seen;
    return other === undefined ? only : undefined;
  }
}

function numbersOf(
  text: string,
): { first: number; second: number; separator: string; last: string } | undefined {
  const [, first, separator, second, last] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined || separator === undefined || last === undefined) return undefined;
  return { first: Number(first), second: Number(second), separator, last };
}

/** A day that is written as a count of days or seconds: nothing else in a column of dates looks like this. */
function countedDays(text: string): string | undefined {
  const serial = EXCEL_SERIAL.exec(text)?.[1];
  const seconds = EPOCH.exec(text)?.[1];
  const time =
    serial === undefined
      ? seconds === undefined
        ? undefined
        : Number(seconds) * 1000
      : EXCEL_EPOCH + Number(serial) * 86_400_000;
  return time === undefined ? undefined : utcDay(new Date(time));
}

function orderFromNumbers(a: number, b: number): DayOrder | undefined {
  if (a > 12 && b <= 12) return 'day-first';
  return b > 12 && a <= 12 ? 'month-first' : undefined;
}

/** `5 Jan 2024`, `Jan 5, 2024`, `05-Feb-24`, `2024 January 5`, `5. Januar 2024`, `Fri, 5 Jan 2024 10:00`. */
function namedMonth(text: string): string | undefined {
  const numbers: string[] = [];
  let month: number | undefined;
  let others = 0;
  // `05JAN2024`
  const spaced = text.replace(/(?<=\d)(?=\p{L}{3})|(?<=\p{L}{3})(?=\d)/gu, ' ');
  for (const part of spaced.split(SIGNS)) {
    if (TIME_OF_DAY.test(part)) continue;
    if (numbers.length === 2 && month !== undefined) break;
    const number = ORDINAL.exec(part)?.[1] ?? (/^\d{1,4}$/.test(part) ? part : undefined);
    if (number !== undefined) numbers.push(number);
    else if (/\d/.test(part)) return undefined;
    else if (part !== '') {
      const named = month === undefined ? monthOf(part) : undefined;
      if (named === undefined) others += 1;
      month ??= named;
    }
    if (others > MOST_OTHER_WORDS) return undefined;
  }
  const [a = '', b = ''] = numbers;
  if (month === undefined || a === '' || b === '') return undefined;
  if (a.length === 4) return isoDate(a, month, Number(b));
  return a.length <= 2 && (b.length === 4 || b.length === 2) ? isoDate(b, month, Number(a)) : undefined;
}

function isoDate(rawYear: string, month: number, day: number): string | undefined {
  const year = rawYear.length === 2 ? centuryOf(Number(rawYear)) : Number(rawYear);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200;
  return exists ? utcDay(date) : undefined;
}

/** As POSIX reads `%y`. */
const centuryOf = (year: number): number => year + (year < TWO_DIGIT_PIVOT ? 2000 : 1900);
