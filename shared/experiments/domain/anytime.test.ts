import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { anytimeTest } from './anytime.ts';
import { bestRho, normalMixtureBoundary } from './normal-mixture.ts';
import { twoProportionZTest } from './proportions.ts';

const of = (successes: number, trials: number) => ({ successes, trials });

describe('normalMixtureBoundary', () => {
  it('agrees with the implementation by the authors of confseq', () => {
    expect(bestRho(100, 0.05)).toBeCloseTo(12.60056, 5);
    expect(normalMixtureBoundary(100, bestRho(100, 0.05), 0.05)).toBeCloseTo(30.35209, 5);
  });

  // GrowthBook's sequential intervals: half their width over their standard error, tuned to 5000 and to 1000.
  it.each([
    [6461, 5000, 0.102885 / 0.03386],
    [6461, 1000, 1.061845 / 0.33341],
  ])('gives the width of GrowthBook at n = %i tuned to %i', (n, tunedFor, deviations) => {
    const width = normalMixtureBoundary(n, bestRho(tunedFor, 0.05), 0.05) / Math.sqrt(n);

    expect(width).toBeCloseTo(deviations, 2);
  });
});

describe('anytimeTest', () => {
  it('decides on a clear difference in either direction, and not on a faint one', () => {
    expect(anytimeTest(of(20, 1000), of(60, 1000)).verdict).toBe('B better');
    expect(anytimeTest(of(60, 1000), of(20, 1000)).verdict).toBe('A better');
    expect(anytimeTest(of(20, 1000), of(30, 1000)).verdict).toBe('no decision yet');
  });

  it.each([
    [of(0, 0), of(0, 0)],
    [of(0, 0), of(3, 10)],
    [of(0, 500), of(0, 500)],
  ])('says nothing of %j and %j', (a, b) => {
    expect(anytimeTest(a, b)).toMatchObject({ pValue: 1, verdict: 'no decision yet' });
  });

  it('is fair on average at every look: the e-value of equal arms has mean 1', () => {
    // All ways in which 6 successes fall to arms of 12 and 8.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    let mean = 0;
    for (let inA = 0; inA <= 6; inA++) {
      const probability = (choose(12, inA) * choose(8, 6 - inA)) / choose(20, 6);
      mean += probability * anytimeTest(of(inA, 12), of(6 - inA, 8)).eValue;
    }

    expect(mean).toBeCloseTo(1, 9);
  });

  it('keeps p in (0, 1] and the interval in [-1, 1] in order', () => {
    const arm = fc
      .record({
        trials: fc.integer({ min: 0, max: 100_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ trials, share }) => of(Math.round(share * trials), trials));
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const { pValue, interval } = anytimeTest(a, b);

        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
      }),
      { seed: 1 },
    );
  });
});

describe('looking after every success', () => {
  const RUNS = 400;

  /** Leads in random order, each converting or not; looks after each and says whether any look decided. */
  function everDecided(random: () => number, shareOfB: number, rates: { a: number; b: number }) {
    const leads = Array.from({ length: 1_000 }, () => (random() < shareOfB ? 'b' : 'a'));
    const trials = { a: 0, b: 0 };
    for (const arm of leads) trials[arm] += 1;
    const successes = { a: 0, b: 0 };
    let anytime = false;
    let fixed = false;
    let covered = true;
    for (const arm of leads) {
      if (random() >= rates[arm]) continue;
      successes[arm] += 1;
      const a = of(successes.a, trials.a);
      const b = of(successes.b, trials.b);
      const { verdict, interval } = anytimeTest(a, b);
      anytime ||= verdict !== 'no decision yet';
      fixed ||= twoProportionZTest(a, b).p <= 0.05;
      covered &&= interval.low <= 0 && interval.high >= 0;
    }
    return { anytime, fixed, covered };
  }

  const shareOf = (count: boolean[]) => count.filter(Boolean).length / count.length;

  it.each([0.5, 0.9])(
    'is wrong in at most 5 of 100 tests of equal arms, where a z test is far worse (B has %f)',
    (shareOfB) => {
      const random = seededRandom(5);
      const results = Array.from({ length: RUNS }, () => everDecided(random, shareOfB, { a: 0.04, b: 0.04 }));

      expect(shareOf(results.map(({ anytime }) => anytime))).toBeLessThanOrEqual(0.05 + 0.02);
      expect(shareOf(results.map(({ covered }) => covered))).toBeGreaterThanOrEqual(0.95 - 0.02);
      expect(shareOf(results.map(({ fixed }) => fixed))).toBeGreaterThan(0.12);
    },
  );

  it('finds a difference of 4 % and 10 % in most tests of 1,000 leads', () => {
    const random = seededRandom(6);
    const results = Array.from({ length: 100 }, () => everDecided(random, 0.5, { a: 0.04, b: 0.1 }));

    expect(shareOf(results.map(({ anytime }) => anytime))).toBeGreaterThan(0.7);
  });
});
