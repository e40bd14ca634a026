import { DateTime } from 'luxon';

/** When something runs: once, or again and again. */
export type Timing =
  | { readonly kind: 'once'; readonly at: number }
  /** `next` gives the first time after the given one, both in milliseconds since the epoch. */
  | { readonly kind: 'periodic'; readonly next: (after: number) => number };

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const AT = /^at\((.+)\)$/;
const CRON = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const DAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTH_NAMES = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const FURTHEST_DAYS = 366 * 5;

/** Reads `at(...)`, `rate(...)` and `cron(...)` as EventBridge writes them. @throws when it is none of them. */
export function parseSchedule(expression: string, timeZone = 'UTC'): Timing {
  const rate = RATE.exec(expression);
  if (rate !== null) {
    const every = Number(rate[1]) * (UNIT_MS[rate[2] ?? ''] ?? Number.NaN);
    return { kind: 'periodic', next: (after) => after + every };
  }
  const at = AT.exec(expression);
  if (at !== null) {
    const time = DateTime.fromISO(at[1] ?? '', { zone: timeZone });
    if (time.isValid) return { kind: 'once', at: time.toMillis() };
  }
  const cron = CRON.exec(expression);
  if (cron !== null) return { kind: 'periodic', next: cronAfter(cron.slice(1), timeZone) };
  throw new Error(`Invalid Schedule Expression ${expression}.`);
}

function cronAfter(fields: readonly string[], timeZone: string): (after: number) => number {
  const [minute = '*', hour = '*', dayOfMonth = '*', month = '*', dayOfWeek = '*', year = '*'] = fields;
  const minutes = valuesOf(minute, 0, 59, []);
  const hours = valuesOf(hour, 0, 23, []);
  const daysOfMonth = valuesOf(dayOfMonth, 1, 31, []);
  const months = valuesOf(month, 1, 12, MONTH_NAMES);
  // AWS counts the days of the week from Sunday = 1.
  const daysOfWeek = valuesOf(dayOfWeek, 1, 7, DAY_NAMES);
  const years = valuesOf(year, 1970, 2199, []);
  const runsOn = (day: DateTime): boolean =>
    years.has(day.year) &&
    months.has(day.month) &&
    daysOfMonth.has(day.day) &&
    daysOfWeek.has((day.weekday % 7) + 1);
  return (after) => {
    const start = DateTime.fromMillis(after, { zone: timeZone }).startOf('minute').plus({ minutes: 1 });
    for (let days = 0; days < FURTHEST_DAYS; days++) {
      const day = start.startOf('day').plus({ days });
      if (!runsOn(day)) continue;
      for (const h of hours) {
        for (const m of minutes) {
          const candidate = day.set({ hour: h, minute: m });
          if (candidate >= start) return candidate.toMillis();
        }
      }
    }
    return Number.POSITIVE_INFINITY;
  };
}

function valuesOf(field: string, lowest: number, highest: number, names: readonly string[]): Set<number> {
  const numberOf = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    return named >= 0 ? named + 1 : Number(text);
  };
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '*', step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [lowest, highest] : range.split('-').map(numberOf);
    if (from === undefined || Number.isNaN(from)) throw new Error(`Invalid cron field ${field}.`);
    const last = to ?? (step === undefined ? from : highest);
    for (let value = from; value <= last; value += Number(step ?? 1)) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}
