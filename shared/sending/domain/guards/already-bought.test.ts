import { describe, expect, it } from 'vitest';
import { free, mission } from '../../../../test/support/send-context.ts';
import { alreadyBought } from './already-bought.ts';

/** Created on 5 January at noon. */
const created = { ...mission, createdAt: '2026-01-05T12:00:00.000Z' };
const asOf = (day: string | undefined) => ({ ...created, params: { ...created.params, asOf: day } });

describe('a purchase stops the mission for the person', () => {
  it.each([
    // As of no day that was named, the day of its creation counts.
    [undefined, '2026-01-08T12:00:00Z', '2026-01-05', 'pass'],
    [undefined, '2026-01-08T12:00:00Z', '2026-01-06', 'block'],
    [undefined, '2026-01-08T12:00:00Z', '2026-01-08', 'block'],
    // The third day of the mission is the third day after the as-of date: what came later is not known yet.
    ['2025-06-30', '2026-01-08T12:00:00Z', '2025-06-30', 'pass'],
    ['2025-06-30', '2026-01-08T12:00:00Z', '2025-07-01', 'block'],
    ['2025-06-30', '2026-01-08T12:00:00Z', '2025-07-03', 'block'],
    ['2025-06-30', '2026-01-08T12:00:00Z', '2025-07-04', 'pass'],
    ['2025-06-30', '2026-01-08T12:00:00Z', '2026-01-08', 'pass'],
    // A clock that lags behind the one that created the mission moves no day back.
    ['2025-06-30', '2026-01-01T12:00:00Z', '2025-06-30', 'pass'],
  ] as const)('as of %s, at %s, one of %s: %s', (day, now, lastOn, verdict) => {
    const context = { ...free, now: new Date(now), mission: asOf(day), lastOrderOn: lastOn };
    expect(alreadyBought.check(context).verdict).toBe(verdict);
  });

  it('but does not stop it for a person who never bought anything', () => {
    expect(alreadyBought.check({ ...free, lastOrderOn: undefined }).verdict).toBe('pass');
  });
});
