import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthOf, reputationOf } from './reputation.ts';

const traffic = fc
  .record({ sent: fc.integer({ min: 0, max: 100_000 }), bounced: fc.nat(5_000), complained: fc.nat(500) })
  .filter(({ sent, bounced, complained }) => bounced + complained <= sent);

describe('reputationOf', () => {
  it.each([
    ['nothing sent', 0, 0, 0, 1, 'excellent'],
    ['a warning by bounces', 10_000, 200, 0, 0.9, 'excellent'],
    ['a stop by bounces', 10_000, 400, 0, 0.7, 'good'],
    ['a review by bounces', 10_000, 500, 0, 0.5, 'fair'],
    ['a pause by bounces', 10_000, 1_000, 0, 0, 'critical'],
    ['a stop by complaints', 10_000, 0, 8, 0.7, 'good'],
    ['a review by complaints', 10_000, 0, 10, 0.5, 'fair'],
    ['a pause by complaints', 10_000, 0, 50, 0, 'critical'],
    ['both warnings', 10_000, 200, 5, 0.8, 'good'],
    ['one bounce on the first day', 20, 1, 0, 0.975, 'excellent'],
    ['one complaint on the first day', 20, 0, 1, 0.9, 'excellent'],
    ['a first day that all bounced', 20, 20, 0, 0, 'critical'],
  ])('puts %s on its tier', (_, sent, bounced, complained, reputation, health) => {
    expect(reputationOf({ sent, bounced, complained })).toBe(reputation);
    expect(healthOf(reputation)).toBe(health);
  });

  it('stays within 0 and 1 and never rises with more bounces or complaints', () => {
    fc.assert(
      fc.property(traffic, (given) => {
        const reputation = reputationOf(given);
        expect(reputation).toBeGreaterThanOrEqual(0);
        expect(reputation).toBeLessThanOrEqual(1);
        expect(reputationOf({ ...given, bounced: given.bounced + 1 })).toBeLessThanOrEqual(reputation);
        expect(reputationOf({ ...given, complained: given.complained + 1 })).toBeLessThanOrEqual(reputation);
      }),
    );
  });
});
