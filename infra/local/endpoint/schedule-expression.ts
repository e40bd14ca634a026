import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';

/** When something runs: once, or again and again. */
export type Timing =
  | { readonly kind: 'once'; readonly at: number }
  /** `next` gives the first time after the given one, both in milliseconds since the epoch; Infinity for never. */
  | { readonly kind: 'periodic'; readonly next: (after: number) => number };

const RATE = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;
const CRON = /^cron\(\s*(\S+(?: +\S+){5})\s*\)$/;
const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** What EventBridge takes in each field, which is less than croner does. */
const NUMBERS = /^[\d*,/-]+$/;
const FIELDS = [
  { name: 'minute', takes: NUMBERS },
  { name: 'hour', takes: NUMBERS },
  { name: 'dayOfMonth', takes: /^(?:\?|[\dLW*,/-]+)$/ },
  { name: 'month', takes: /^[\dA-Z*,/-]+$/i },
  { name: 'dayOfWeek', takes: /^(?:\?|[1-7A-Z*,/#-]+)$/i },
  { name: 'year', takes: NUMBERS },
] as const;

/**
 * Reads `at(...)`, `rate(...)` and `cron(...)` as EventBridge writes them.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @throws when it is none of them, or there is no such time zone
 */
export function parseSchedule(expression: string, timeZone = 'UTC'): Timing {
  try {
    const rate = RATE.exec(expression);
    if (rate !== null) {
      const every = Number(rate[1]) * (UNIT_MS[rate[2] ?? ''] ?? Number.NaN);
      return { kind: 'periodic', next: (after) => after + every };
    }
    const [, at] = AT.exec(expression) ?? [];
    if (at !== undefined) {
      const time = Temporal.PlainDateTime.from(at, { overflow: 'reject' });
      return { kind: 'once', at: time.toZonedDateTime(timeZone).epochMilliseconds };
    }
    const [, cron] = CRON.exec(expression) ?? [];
    if (cron !== undefined) return { kind: 'periodic', next: cronAfter(cron.split(/ +/), timeZone) };
  } catch (error) {
    throw new Error(`Invalid Schedule Expression ${expression}. ${String(error)}`, { cause: error });
  }
  throw new Error(`Invalid Schedule Expression ${expression}.`);
}

/**
 * croner finds the times at which clocks should show what the fields say; which instants these are is for Temporal. (The
 * time zones of croner are not those of EventBridge: it makes up for a time that the clocks leave out.)
 */
function cronAfter(fields: readonly string[], timeZone: string): (after: number) => number {
  const cron = new Cron(patternOf(fields), {
    mode: '7-part',
    alternativeWeekdays: true,
    sloppyRanges: true,
    domAndDow: true,
    timezone: 'UTC',
    paused: true,
  });
  const clock = (instant: number): Temporal.PlainDateTime =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  clock(0);
  return (after) => {
    let wall = cron.nextRun(new Date(clock(after).toZonedDateTime('UTC').epochMilliseconds));
    for (; wall !== null; wall = cron.nextRun(wall)) {
      const shown = clockOf(wall);
      // A time that comes twice is its first one.
      const instant = shown.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds;
      if (instant > after && clock(instant).equals(shown)) return instant;
    }
    return Number.POSITIVE_INFINITY;
  };
}

const clockOf = (utc: Date): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(utc.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime();

/** The pattern for croner, with seconds. @throws for what EventBridge refuses and croner takes */
function patternOf(fields: readonly string[]): string {
  FIELDS.forEach(({ name, takes }, i) => {
    if (!takes.test(fields[i] ?? '')) throw new Error(`${name} cannot be ${fields[i]}.`);
  });
  const [minute, hour, dayOfMonth, month, dayOfWeek = '', year] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error('One of dayOfMonth and dayOfWeek has to be ?, and one cannot be.');
  // The last day of the week is Saturday.
  const lastDay = dayOfWeek.replaceAll(/(?<![^,])L(?![^,])/g, 'SAT');
  return ['0', minute, hour, dayOfMonth, month, lastDay, year].join(' ');
}
