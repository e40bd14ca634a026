const DAY_ORDERS = ['day-first', 'month-first'] as const;
/** How `03/04/2024` is meant. */
export type DayOrder = (typeof DAY_ORDERS)[number];

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T].*)?$/;

/**
 * A calendar date as `YYYY-MM-DD`; the time of day is left out. Dotted dates are day first, as everywhere that
 * writes them so. With slashes or dashes the order must be clear from the numbers or given; else undefined.
 */
export function parseCalendarDate(raw: string, order?: DayOrder): string | undefined {
  const text = raw.trim();
  const [, year, month, day] = ISO.exec(text) ?? COMPACT.exec(text) ?? [];
  if (year !== undefined) return isoDate(Number(year), Number(month), Number(day));
  const [, first, separator, second, last] = YEAR_LAST.exec(text) ?? [];
  if (first === undefined) return undefined;
  const [a, b, y] = [Number(first), Number(second), Number(last)];
  const known = separator === '.' ? 'day-first' : (orderFromNumbers(a, b) ?? order);
  if (known === undefined) return a === b ? isoDate(y, a, b) : undefined;
  return known === 'day-first' ? isoDate(y, b, a) : isoDate(y, a, b);
}

function orderFromNumbers(a: number, b: number): DayOrder | undefined {
  if (a > 12) return 'day-first';
  return b > 12 ? 'month-first' : undefined;
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
