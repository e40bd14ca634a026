import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs } from '../../kernel/clock.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { bucketTerms, providerLimit, takeTokens, tokensLeft } from './provider-limit.ts';

const START = new Date('2026-03-05T12:00:00Z');
const limits = fc.record({
  burst: fc.integer({ min: 1, max: 50 }),
  perMinute: fc.integer({ min: 1, max: 6_000 }),
});
const history = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 30_000 }), count: fc.integer({ min: 1, max: 60 }) }),
  { maxLength: 60 },
);

/** The bucket as textbooks have it: tokens that trickle in, up to the burst. */
class IdealBucket {
  tokens: number;
  at = START.getTime();
  readonly limit: { burst: number; perMicro: number };
  constructor(burst: number, intervalMicros: number) {
    this.tokens = burst;
    this.limit = { burst, perMicro: 1 / intervalMicros };
  }
  take(count: number, now: Date): boolean {
    const { burst, perMicro } = this.limit;
    this.tokens = Math.min(burst, this.tokens + (now.getTime() - this.at) * 1000 * perMicro);
    this.at = now.getTime();
    // A billionth of a token: what adding fractions loses.
    if (this.tokens + 1e-9 < Math.min(count, burst)) return false;
    this.tokens -= count;
    return true;
  }
}

describe('takeTokens', () => {
  it('agrees with an ideal token bucket in any history', () => {
    fc.assert(
      fc.property(limits, history, (limit, takes) => {
        const terms = bucketTerms(limit);
        const ideal = new IdealBucket(limit.burst, terms.interval);
        let fullAt = 0;
        let now = START;
        for (const { afterMs, count } of takes) {
          now = addMs(now, afterMs);
          const taken = takeTokens(fullAt, terms, count, now);
          expect(taken.ok).toBe(ideal.take(count, now));
          if (taken.ok) fullAt = taken.fullAt;
          expect(tokensLeft(fullAt, terms, now)).toBeLessThanOrEqual(limit.burst);
        }
      }),
    );
  });

  it('names the first moment at which the same take succeeds', () => {
    fc.assert(
      fc.property(limits, history, (limit, takes) => {
        const terms = bucketTerms(limit);
        let fullAt = 0;
        for (const { count } of takes) {
          const taken = takeTokens(fullAt, terms, count, START);
          if (taken.ok) fullAt = taken.fullAt;
          else {
            expect(takeTokens(fullAt, terms, count, taken.retryAt).ok).toBe(true);
            expect(takeTokens(fullAt, terms, count, addMs(taken.retryAt, -1)).ok).toBe(false);
          }
        }
      }),
    );
  });
});

describe('providerLimit', () => {
  const settings = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.test',
    sendsPerSecond: 14,
    providerLimits: { hunter: { burst: 3, perMinute: 9 } },
  });

  it('uses the limit of the workspace, else that of the table, else a cautious one', () => {
    expect(providerLimit('hunter', settings)).toEqual({ burst: 3, perMinute: 9 });
    expect(providerLimit('ses', settings)).toEqual({ burst: 140, perMinute: 840 });
    expect(providerLimit('openai', settings).perMinute).toBeGreaterThan(100);
    expect(providerLimit('never-heard-of', settings)).toEqual({ burst: 10, perMinute: 60 });
  });
});
