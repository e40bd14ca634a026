import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROVIDER_GROUPS, type ProviderGroup } from '../../leads/contract/provider-groups.ts';
import { domainReputation, healthOf, reputationOf, reputationParts } from './reputation.ts';
import { NO_TRAFFIC, sumByProvider, type Traffic, totalOf } from './traffic.ts';

const traffic = fc
  .record({ sent: fc.integer({ min: 0, max: 100_000 }), bounced: fc.nat(5_000), complained: fc.nat(500) })
  .filter(({ sent, bounced, complained }) => bounced + complained <= sent)
  .map((some) => ({ ...NO_TRAFFIC, ...some }));

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
    expect(reputationOf({ ...NO_TRAFFIC, sent, bounced, complained })).toBe(reputation);
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

  it('takes deferrals for losses, and lets opens and replies make up for a tenth at most', () => {
    const of = (some: Partial<Traffic>) => reputationOf({ ...NO_TRAFFIC, sent: 1_000, ...some });
    expect(of({ deferred: 100 })).toBe(0.7);
    expect(of({ deferred: 500 })).toBe(0);
    expect(of({ opened: 1_000, replied: 1_000 })).toBe(1);
    expect(of({ bounced: 50, opened: 200 })).toBe(0.55);
    expect(of({ bounced: 50, opened: 1_000, replied: 1_000 })).toBe(0.6);
    expect(of({ bounced: 1_000, opened: 1_000, replied: 1_000 })).toBe(0.1);
  });

  it('shows parts that sum up to it, where the sum is within 0 and 1', () => {
    fc.assert(
      fc.property(traffic, fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), (some, deferred, opened, replied) => {
        const given = { ...some, deferred, opened, replied };
        const sum = reputationParts(given).reduce((so, { effect }) => so + effect, 1);
        expect(reputationOf(given)).toBeCloseTo(Math.min(1, Math.max(0, sum)), 9);
      }),
    );
  });
});

describe('domainReputation', () => {
  const at = (provider: ProviderGroup, some: Partial<Traffic>) =>
    sumByProvider([{ other: { sent: 5_000 } }, { [provider]: { sent: 1_000, ...some } }]);

  it.each(PROVIDER_GROUPS.slice(0, 3))(
    'is as low as at the provider that thinks worst of it: %s',
    (provider) => {
      const of = at(provider, { deferred: 200 });
      expect(reputationOf(totalOf(of)), 'of all its traffic').toBeGreaterThan(0.9);
      expect(domainReputation(of)).toBe(0.5);
    },
  );

  it('is not lowered by one bad mail to a provider that hardly gets any', () => {
    expect(domainReputation(sumByProvider([{ yahoo: { sent: 2, bounced: 1 } }]))).toBe(0.975);
  });
});
