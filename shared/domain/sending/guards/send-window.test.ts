import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendContext, Verdict } from './guard.ts';
import { sendWindow } from './send-window.ts';

const OFFICE_HOURS = { startHour: 9, endHour: 18, weekdays: [1, 2, 3, 4, 5] };

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

describe('the send window', () => {
  it('is open from its first minute to before its last hour, where the lead lives', () => {
    expect(check({ now: '2026-06-01T07:00:00Z', zone: 'Europe/Berlin' }).verdict).toBe('pass');
    expect(check({ now: '2026-06-01T15:59:59Z', zone: 'Europe/Berlin' }).explanation).toBe(
      'It is Monday 17:59 in Europe/Berlin, within the send window.',
    );
    expect(opening({ now: '2026-06-01T16:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-06-02T07:00:00.000Z');
  });

  it('stays shut over the weekend', () => {
    expect(opening({ now: '2026-06-05T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-06-08T07:00:00.000Z');
  });

  it('opens at the hour on the clock when clocks change over the weekend', () => {
    expect(opening({ now: '2026-03-27T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-03-30T07:00:00.000Z');
    expect(opening({ now: '2026-10-23T20:00:00Z', zone: 'Europe/Berlin' })).toBe('2026-10-26T08:00:00.000Z');
  });

  it('waits a week for its only day', () => {
    const window = { startHour: 9, endHour: 10, weekdays: [1] };
    expect(opening({ now: '2026-06-01T10:30:00Z', zone: 'UTC', window })).toBe('2026-06-08T09:00:00.000Z');
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

  it('opens when it says, at most a week from now', () => {
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
