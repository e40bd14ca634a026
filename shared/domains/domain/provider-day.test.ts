import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGap, isSettled, missingOf, type ProviderDay } from './provider-day.ts';

const dayOf = (sent: number, told: number | undefined, heard: number): ProviderDay => ({
  day: '2026-03-05',
  sent,
  heard: { delivered: heard, bounced: 0, complained: 0 },
  told: told === undefined ? undefined : { delivered: told, bounced: 0, complained: 0 },
});

describe('a day at SendGrid', () => {
  it.each([
    ['everything was told', dayOf(100, 100, 100), 0, false],
    ['SendGrid was not asked', dayOf(100, undefined, 0), 0, false],
    ['some is put off still', dayOf(100, 95, 95), 0, false],
    ['a few are missing', dayOf(100, 100, 90), 10, false],
    ['more than a tenth is missing', dayOf(100, 100, 89), 11, true],
    ['nothing was told of a few', dayOf(10, 10, 0), 10, false],
    ['nothing was told of some', dayOf(11, 11, 0), 11, true],
    ['a tenth of many is missing', dayOf(5_000, 5_000, 4_500), 500, false],
    ['others send by the same account', dayOf(100, 4_000, 100), 0, false],
    ['others send, and nothing was told', dayOf(100, 4_000, 0), 100, true],
    ['more was told than SendGrid counts', dayOf(100, 90, 95), 0, false],
  ])('of which %s', (_, day, missing, gap) => {
    expect([missingOf(day), isGap(day)]).toEqual([missing, gap]);
  });

  it('counts bounces as ends too, and complaints not', () => {
    const told = { delivered: 60, bounced: 40, complained: 30 };
    const day: ProviderDay = { ...dayOf(100, 0, 0), told };
    expect(missingOf({ ...day, heard: { delivered: 60, bounced: 0, complained: 0 } })).toBe(40);
    expect(missingOf({ ...day, heard: { delivered: 60, bounced: 40, complained: 0 } })).toBe(0);
  });

  it('is settled when the webhook had 25 hours more', () => {
    expect(isSettled('2026-03-05', new Date('2026-03-07T00:59:59.999Z'))).toBe(false);
    expect(isSettled('2026-03-05', new Date('2026-03-07T01:00:00.000Z'))).toBe(true);
  });

  it('never misses more than was handed in, nor less than nothing', () => {
    const count = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(count, count, count, (sent, told, heard) => {
        const missing = missingOf(dayOf(sent, told, heard));
        expect(missing).toBeGreaterThanOrEqual(0);
        expect(missing).toBeLessThanOrEqual(Math.min(sent, told));
      }),
    );
  });
});
