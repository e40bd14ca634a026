import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from './schedule-expression.ts';

const nextOf = (expression: string, after: number, zone?: string): number => {
  const timing = parseSchedule(expression, zone);
  return timing.kind === 'periodic' ? timing.next(after) : Number.NaN;
};
const next = (expression: string, after: string, zone?: string): string =>
  new Date(nextOf(expression, Date.parse(after), zone)).toISOString();

describe('schedule expressions', () => {
  it('reads a moment, in its time zone', () => {
    expect(parseSchedule('at(2026-01-15T12:00:00)')).toEqual({ kind: 'once', at: Date.UTC(2026, 0, 15, 12) });
    expect(parseSchedule('at(2026-01-15T12:00:00)', 'America/New_York')).toEqual({
      kind: 'once',
      at: Date.UTC(2026, 0, 15, 17),
    });
  });

  it.each([
    ['rate(2 minutes)', '2026-01-01T00:00:30Z', '2026-01-01T00:02:30.000Z'],
    ['rate(1 day)', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
    ['cron(0 * * * ? *)', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00.000Z'],
    ['cron(0/15 9-17 ? * MON-FRI *)', '2026-01-02T17:45:00Z', '2026-01-05T09:00:00.000Z'],
    ['cron(30 6 1 JAN,JUL ? *)', '2026-02-01T00:00:00Z', '2026-07-01T06:30:00.000Z'],
    ['cron(15 10 L * ? *)', '2026-02-03T00:00:00Z', '2026-02-28T10:15:00.000Z'],
    ['cron(15 10 15W * ? *)', '2026-08-02T00:00:00Z', '2026-08-14T10:15:00.000Z'],
    ['cron(15 10 ? * 6L 2026-2027)', '2026-05-02T00:00:00Z', '2026-05-29T10:15:00.000Z'],
    ['cron(15 10 ? * L *)', '2026-05-01T00:00:00Z', '2026-05-02T10:15:00.000Z'],
    ['cron(15 10 ? * 3#2 *)', '2026-05-01T00:00:00Z', '2026-05-12T10:15:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2097-01-01T00:00:00Z', '2104-02-29T00:00:00.000Z'],
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each([
    ['cron(0 0 30 2 ? *)', 'a day that no year has'],
    ['cron(0 0 1 1 ? 2020)', 'a year that is over'],
  ])('%s: never, %s', (expression) => {
    expect(nextOf(expression, Date.UTC(2026, 0, 1))).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    'rate(2 minute s)',
    'rate(0 minutes)',
    'at(tomorrow)',
    'at(2026-02-30T12:00:00)',
    '5 minutes',
    'cron(* *)',
    'cron(60 0 1 1 ? *)',
    'cron(? 0 1 1 ? *)',
    'cron(0 0 * * * *)',
    'cron(0 0 ? * ? *)',
    'cron(0 0 ? * 8 *)',
    'cron(0 0 ? * 0 *)',
    'cron(0 0 ? * MONDAY *)',
    'cron(0 0 1,,2 * ? *)',
  ])('refuses %s', (expression) => {
    expect(() => parseSchedule(expression)).toThrow('Invalid Schedule Expression');
  });

  it.each(['cron(0 0 1 * ? *)', 'at(2026-01-15T12:00:00)'])(
    'refuses a time zone that is none: %s',
    (each) => {
      expect(() => parseSchedule(each, 'Mars/Olympus')).toThrow('Invalid Schedule Expression');
    },
  );
});

/** A field of cron as text, and what it means. */
interface Field<T> {
  readonly text: string;
  readonly has: (value: T) => boolean;
}

function numbers(lowest: number, highest: number): fc.Arbitrary<Field<number>> {
  const one = fc.integer({ min: lowest, max: highest });
  const from = (values: readonly number[], text: string): Field<number> => ({
    text,
    has: (value) => values.includes(value),
  });
  const every = (start: number, end: number, step: number) =>
    Array.from({ length: end - start + 1 }, (_, i) => start + i).filter((n) => (n - start) % step === 0);
  return fc.oneof(
    fc.constant({ text: '*', has: () => true }),
    fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => from(all, all.join(','))),
    fc
      .tuple(one, one)
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
      .map(([a, b]) => from(every(a, b, 1), `${a}-${b}`)),
    fc
      .tuple(one, fc.integer({ min: 1, max: highest - lowest }))
      .map(([a, step]) => from(every(a, highest, step), `${a}/${step}`)),
  );
}

type Day = Temporal.PlainDate;
const days = (field: fc.Arbitrary<Field<number>>, of: (day: Day) => number): fc.Arbitrary<Field<Day>> =>
  field.map(({ text, has }) => ({ text, has: (day: Day) => has(of(day)) }));
/** As EventBridge counts: Sunday is 1. */
const weekday = (day: Day): number => (day.dayOfWeek % 7) + 1;
const isLast = (day: Day, step: number): boolean => day.add({ days: step }).month !== day.month;
/** The working day of its month that is nearest to the nth. */
function nearestWorkingDay(day: Day, n: number): boolean {
  if (n > day.daysInMonth) return false;
  const [nearest] = Array.from({ length: day.daysInMonth }, (_, i) => day.with({ day: i + 1 }))
    .filter(({ dayOfWeek }) => dayOfWeek < 6)
    .sort((a, b) => Math.abs(a.day - n) - Math.abs(b.day - n));
  return nearest?.equals(day) ?? false;
}

const daysOfMonth: fc.Arbitrary<Field<Day>> = fc.oneof(
  days(numbers(1, 31), ({ day }) => day),
  fc.constant<Field<Day>>({ text: 'L', has: (day: Day) => isLast(day, 1) }),
  fc
    .integer({ min: 1, max: 31 })
    .map((n) => ({ text: `${n}W`, has: (day: Day) => nearestWorkingDay(day, n) })),
);
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const daysOfWeek: fc.Arbitrary<Field<Day>> = fc.oneof(
  days(numbers(1, 7), weekday),
  fc.constant<Field<Day>>({ text: 'L', has: (day: Day) => weekday(day) === 7 }),
  fc
    .integer({ min: 1, max: 7 })
    .map((n) => ({ text: NAMES[n - 1] ?? '', has: (day: Day) => weekday(day) === n })),
  fc
    .integer({ min: 1, max: 7 })
    .map((n) => ({ text: `${n}L`, has: (day: Day) => weekday(day) === n && isLast(day, 7) })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([n, nth]) => ({
    text: `${n}#${nth}`,
    has: (day: Day) => weekday(day) === n && Math.ceil(day.day / 7) === nth,
  })),
);
const whichDays = fc.oneof(
  daysOfMonth.map(({ text, has }) => ({ dayOfMonth: text, dayOfWeek: '?', has })),
  daysOfWeek.map(({ text, has }) => ({ dayOfMonth: '?', dayOfWeek: text, has })),
);
const minutesFrom = (start: string, end: string) =>
  fc.integer({ min: Date.parse(start) / 60_000, max: Date.parse(end) / 60_000 }).map((n) => n * 60_000);

const HORIZON_DAYS = 200;

describe('cron against its plain definition', () => {
  it('finds the first minute whose day, hour and minute are all named', () => {
    fc.assert(
      fc.property(
        fc.record({ minute: numbers(0, 59), hour: numbers(0, 23), month: numbers(1, 12), which: whichDays }),
        minutesFrom('2024-01-01T00:00Z', '2030-01-01T00:00Z'),
        ({ minute, hour, month, which }, after) => {
          const fields = [minute.text, hour.text, which.dayOfMonth, month.text, which.dayOfWeek, '*'];
          const found = nextOf(`cron(${fields.join(' ')})`, after);
          const first = Temporal.PlainDate.from(new Date(after).toISOString().slice(0, 10));
          const due = Array.from({ length: HORIZON_DAYS }, (_, i) => first.add({ days: i }))
            .filter((day) => month.has(day.month) && which.has(day))
            .map((day) => Date.parse(`${day.toString()}T00:00Z`));
          for (const midnight of due) {
            for (let m = 0; m < 1440; m++) {
              const at = midnight + m * 60_000;
              if (at <= after || !hour.has(Math.floor(m / 60)) || !minute.has(m % 60)) continue;
              expect(found).toBe(at);
              return;
            }
          }
          expect(found).toBeGreaterThan(after + (HORIZON_DAYS - 1) * 86_400_000);
        },
      ),
    );
  });

  it('leaves out a time that clocks leave out, and runs once at one that they show twice', () => {
    const nights = [
      ['America/New_York', '2026-03-08T00:00Z'],
      ['America/New_York', '2026-11-01T00:00Z'],
      ['Europe/Berlin', '2026-03-28T18:00Z'],
      ['Europe/Berlin', '2026-10-24T18:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T06:00Z'],
      ['America/Santiago', '2026-09-05T20:00Z'],
    ].map(([zone = '', start = '']) => ({ zone, start: Date.parse(start), clock: clockFrom(start, zone) }));
    fc.assert(
      fc.property(
        fc.constantFrom(...nights),
        fc.integer({ min: 0, max: 1440 }),
        numbers(0, 59),
        numbers(0, 23),
        ({ zone, start, clock }, minutes, minute, hour) => {
          const after = start + minutes * 60_000;
          const due = clock.find(
            ({ at, shown, again }) =>
              at > after && !again && hour.has(shown.hour) && minute.has(shown.minute),
          );
          expect(nextOf(`cron(${minute.text} ${hour.text} * * ? *)`, after, zone)).toBe(due?.at);
        },
      ),
    );
  });
});

/** What clocks show in each minute of four days, and whether they have shown it before. */
function clockFrom(start: string, zone: string) {
  const seen = new Set<string>();
  return Array.from({ length: 4 * 1440 }, (_, i) => {
    const at = Date.parse(start) + i * 60_000;
    const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
    const again = seen.has(shown.toString());
    seen.add(shown.toString());
    return { at, shown, again };
  });
}
