import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MACHINE_ZONES, standIn } from '../../../../test/support/machine-zones.ts';
import { utcDay } from '../../../kernel/clock.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import type { SendContext, Verdict } from './guard.ts';
import { sendWindow } from './send-window.ts';

const OFFICE_HOURS: Settings['sendWindow'] = { startHour: 9, endHour: 18, weekdays: [1, 2, 3, 4, 5] };

interface Case {
  readonly now: string | Date;
  readonly zone?: string;
  readonly window?: typeof OFFICE_HOURS;
}

/** The guard reads nothing else of the context. */
function check({ now, zone, window = OFFICE_HOURS }: Case): Verdict {
  const context = {
    now: new Date(now),
    lead: { profile: { timeZone: zone } },
    settings: { timeZone: 'America/New_York', sendWindow: window },
  };
  return sendWindow.check(context as unknown as SendContext);
}

const opening = (input: Case): string | undefined => {
  const verdict = check(input);
  return verdict.verdict === 'wait' ? verdict.until.toISOString() : undefined;
};

describe.each(MACHINE_ZONES)('the send window, on a machine in %s', (machine) => {
  beforeAll(() => standIn(machine));
  afterAll(() => vi.unstubAllEnvs());

  it.each([
    // 01:30 comes twice that night in London; the window is open both times.
    ['2026-10-24T23:59:59Z', 'wait'],
    ['2026-10-25T00:30:00Z', 'pass'],
    ['2026-10-25T01:30:00Z', 'pass'],
    ['2026-10-25T02:00:00Z', 'wait'],
  ])('holds in an hour that comes twice: %s', (now, verdict) => {
    const window = { startHour: 1, endHour: 2, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    expect(check({ now, zone: 'Europe/London', window }).verdict).toBe(verdict);
  });

  it('stays closed on holidays, by the date where the person is', () => {
    const window = { ...OFFICE_HOURS, holidays: ['2026-12-24', '2026-12-25', '2026-12-31'] };
    const zone = 'Pacific/Auckland';
    // Christmas Eve there is the 23rd in UTC.
    expect(check({ now: '2026-12-22T22:00:00Z', zone, window }).verdict).toBe('pass');
    expect(opening({ now: '2026-12-23T22:00:00Z', zone, window })).toBe('2026-12-27T20:00:00.000Z');
    expect(opening({ now: '2026-12-23T22:00:00Z', zone })).toBeUndefined();
    // A holiday that outlasts the search is asked about again.
    const long = Array.from({ length: 60 }, (_, n) => utcDay(new Date(Date.UTC(2026, 5, 1 + n))));
    const until = opening({
      now: '2026-06-01T12:00:00Z',
      zone: 'UTC',
      window: { ...OFFICE_HOURS, holidays: long },
    });
    expect(until).toBe('2026-06-08T09:00:00.000Z');
  });

  it('does not open in an hour that the clock change skips', () => {
    const window = { startHour: 2, endHour: 3, weekdays: [1, 2, 3, 4, 5, 6, 7] };
    expect(opening({ now: '2026-03-29T00:30:00Z', zone: 'Europe/Berlin', window })).toBe(
      '2026-03-30T00:00:00.000Z',
    );
  });

  it('is open by local time, in agreement with Intl', () => {
    const zones = [
      'Europe/London',
      'America/New_York',
      'America/Havana',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ];
    const edges = [
      '2026-10-25T01:00:00Z',
      '2026-03-29T01:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-04-04T15:00:00Z',
    ].map(Date.parse);
    const nearAnEdge = fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -300, max: 300 }))
      .map(([edge, minutes]) => edge + minutes * 60_000);
    const anywhere = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2035-01-01') });
    const hours = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }));
    fc.assert(
      fc.property(
        fc.oneof(nearAnEdge, anywhere),
        fc.constantFrom(...zones),
        hours,
        (at, zone, [startHour, long]) => {
          const window = { startHour, endHour: Math.min(24, startHour + long), weekdays: [1, 3, 5, 6, 7] };
          const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: zone,
            hourCycle: 'h23',
            weekday: 'short',
            hour: 'numeric',
          }).formatToParts(at);
          const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
          const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
          const hour = Number(part('hour'));
          const isOpen = window.weekdays.includes(weekday) && hour >= startHour && hour < window.endHour;
          expect(check({ now: new Date(at), zone, window }).verdict).toBe(isOpen ? 'pass' : 'wait');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is open from its first minute until its end hour, in the time zone of the lead', () => {
    expect(check({ now: '2026-06-01T07:00:00Z', zone: 'Europe/Berlin' }).verdict).toBe('pass');
    expect(check({ now: '2026-06-01T15:59:59Z', zone: 'Europe/Berlin' }).explanation).toBe(
      'It is Monday 17:59 in Europe/Berlin, within the send window.',
    );
    expect(opening({ now: '2026-06-01T16:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-06-02T07:00:00.000Z');
  });

  it('stays closed over the weekend', () => {
    expect(opening({ now: '2026-06-05T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-06-08T07:00:00.000Z');
  });

  it('opens at its local hour when clocks change over the weekend', () => {
    expect(opening({ now: '2026-03-27T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-03-30T07:00:00.000Z');
    expect(opening({ now: '2026-10-23T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-10-26T08:00:00.000Z');
  });

  it('waits a week for its only day', () => {
    const window = { startHour: 9, endHour: 10, weekdays: [1] };
    expect(opening({ now: '2026-06-01T10:30:00Z', zone: 'UTC', window })).toBe('2026-06-08T09:00:00.000Z');
  });

  it('waits another week when the time zone skips its only day', () => {
    const window = { startHour: 2, endHour: 3, weekdays: [7] };
    expect(opening({ now: '2026-03-22T02:30:00Z', zone: 'Europe/Berlin', window })).toBe(
      '2026-04-05T00:00:00.000Z',
    );
  });

  it('names the local day and time', () => {
    const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    days.forEach((day, i) => {
      const now = `2026-06-0${i + 1}T04:05:00Z`;
      expect(check({ now, zone: 'Europe/Berlin' }).explanation).toContain(
        `It is ${day} 06:05 in Europe/Berlin`,
      );
    });
  });

  it('can last until midnight', () => {
    const window = { startHour: 22, endHour: 24, weekdays: [1] };
    expect(check({ now: '2026-06-01T23:59:59Z', zone: 'UTC', window }).verdict).toBe('pass');
    expect(check({ now: '2026-06-02T00:00:00Z', zone: 'UTC', window }).verdict).toBe('wait');
  });

  it.each([undefined, 'Nowhere/At_All'])(
    'is the one of the workspace for a lead whose zone is %s',
    (zone) => {
      expect(opening({ now: '2026-06-01T11:00:00Z', zone })).toBe('2026-06-01T13:00:00.000Z');
    },
  );

  it('opens at the time that it names, at most a week from now', () => {
    const zones = [
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Africa/Cairo',
    ];
    const window = fc
      .record({
        startHour: fc.integer({ min: 0, max: 23 }),
        hours: fc.integer({ min: 1, max: 24 }),
        weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      })
      .map(({ startHour, hours, weekdays }) => ({
        startHour,
        endHour: Math.min(24, startHour + hours),
        weekdays,
      }));
    const now = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(now, fc.constantFrom(...zones), window, (at, zone, hours) => {
        const verdict = check({ now: at, zone, window: hours });
        if (verdict.verdict !== 'wait') return;
        expect(+verdict.until).toBeGreaterThan(+at);
        expect(+verdict.until - +at).toBeLessThanOrEqual(7 * 86_400_000 + 2 * 3_600_000);
        expect(check({ now: verdict.until, zone, window: hours }).verdict).toBe('pass');
      }),
    );
  });
});
