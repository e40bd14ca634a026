import { describe, expect, it } from 'vitest';
import { parseSchedule } from './schedule-expression.ts';

const next = (expression: string, after: string, zone?: string): string => {
  const timing = parseSchedule(expression, zone);
  return timing.kind === 'periodic' ? new Date(timing.next(Date.parse(after))).toISOString() : 'once';
};

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
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each(['rate(2 minute s)', 'at(tomorrow)', 'cron(* *)', '5 minutes'])('refuses %s', (expression) => {
    expect(() => parseSchedule(expression)).toThrow('Invalid Schedule Expression');
  });
});
