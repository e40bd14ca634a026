import { describe, expect, it } from 'vitest';
import { type Arm, incrementalResult } from './incremental.ts';

const arm = (leads: number, conversions: number, revenueCents = conversions * 3_000): Arm => ({
  leads,
  conversions,
  revenueCents,
});

describe('incrementalResult', () => {
  it('computes the effect of the treatment', () => {
    const result = incrementalResult(arm(900, 90), arm(100, 4));

    expect(result.absoluteLift).toBeCloseTo(0.06, 12);
    expect(result.relativeLift).toBeCloseTo(1.5, 12);
    expect(result.incrementalConversions).toBeCloseTo(54, 9);
    expect(result.incrementalRevenueCents).toBeCloseTo(54 * 3_000, 6);
    expect(result.incrementalConversionsInterval.low).toBeCloseTo(900 * result.interval.low, 9);
  });

  it('says that the effect may be chance when the interval covers 0', () => {
    const { sentence, interval } = incrementalResult(arm(900, 60), arm(100, 5));

    expect(interval.low).toBeLessThan(0);
    expect(sentence).toMatch(
      /^Of 900 leads that were written to, 60 bought \(6\.7 %\); of 100 that were held out, 5 \(5\.0 %\)\. /,
    );
    expect(sentence).toContain('The difference may be chance');
    expect(sentence).not.toContain('purchases more');
  });

  it('warns that the interval holds for one look only when the sequential test has not decided', () => {
    const { sentence, interval, anytimeP } = incrementalResult(arm(900, 70), arm(100, 1));

    expect(interval.low).toBeGreaterThan(0);
    expect(anytimeP).toBeGreaterThan(0.05);
    expect(sentence).toContain('does not yet rule out chance');
  });

  it('states a clear effect plainly, in either direction', () => {
    expect(incrementalResult(arm(5_000, 500), arm(1_000, 40)).sentence).toMatch(
      /about 300 purchases more.*confidence\.$/,
    );
    expect(incrementalResult(arm(5_000, 200), arm(1_000, 100)).sentence).toMatch(
      /about 300 purchases fewer.*confidence\.$/,
    );
  });

  it('gives no relative lift over a rate of 0, and no result for an empty arm', () => {
    expect(incrementalResult(arm(100, 5), arm(10, 0)).relativeLift).toBeUndefined();
    expect(incrementalResult(arm(100, 5), arm(0, 0))).toMatchObject({
      anytimeP: 1,
      sentence: 'Nothing can be compared: 100 leads were written to and 0 were held out.',
    });
  });
});
