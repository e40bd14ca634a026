import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { fisherExact } from './fisher-exact.ts';
import {
  newcombeInterval,
  type Proportion,
  rateOf,
  twoProportionZTest,
  wilsonInterval,
} from './proportions.ts';

const of = (successes: number, trials: number): Proportion => ({ successes, trials });
const proportion = fc
  .record({ trials: fc.integer({ min: 0, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ trials, share }) => of(Math.round(share * trials), trials));

describe('wilsonInterval', () => {
  // R's binom.confint, as quoted in statsmodels.
  it.each([
    [18, 20, 0.6989663547715128, 0.972133518786232],
    [4, 20, 0.0806576625797981, 0.4160174322518935],
    [190, 200, 0.910421851861224, 0.972617354399236],
    [73, 86, 0.758364348004061, 0.9094787701686766],
  ])('of %i in %i is that of R', (successes, trials, low, high) => {
    const interval = wilsonInterval(of(successes, trials));

    expect(interval.low).toBeCloseTo(low, 10);
    expect(interval.high).toBeCloseTo(high, 10);
  });

  it('lies in [0, 1] around the rate', () => {
    fc.assert(
      fc.property(proportion, (each) => {
        const { low, high } = wilsonInterval(each);

        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(rateOf(each) + 1e-12);
        expect(high).toBeGreaterThanOrEqual(rateOf(each) - 1e-12);
      }),
      { seed: 1 },
    );
  });

  it.each([of(3, 2), of(-1, 2), of(0.5, 2), of(Number.NaN, 2)])('refuses %j', (bad) => {
    expect(() => wilsonInterval(bad)).toThrow(/Not a proportion/);
  });
});

describe('newcombeInterval', () => {
  it('of 7/34 and 1/34 agrees with Fagerland et al. (2015)', () => {
    const { low, high } = newcombeInterval(of(7, 34), of(1, 34));

    expect(low).toBeCloseTo(0.019, 3);
    expect(high).toBeCloseTo(0.34, 2);
  });

  it('changes its sign when the arms are swapped, and stays in [-1, 1]', () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const ab = newcombeInterval(a, b);
        const ba = newcombeInterval(b, a);

        expect(ab.low).toBeCloseTo(-ba.high, 12);
        expect(ab.low).toBeGreaterThanOrEqual(-1);
        expect(ab.high).toBeLessThanOrEqual(1);
        expect(ab.low).toBeLessThanOrEqual(ab.high);
      }),
      { seed: 2 },
    );
  });

  it('covers the true difference about 95 times of 100', () => {
    const random = seededRandom(11);
    const draw = (trials: number, rate: number) =>
      of(Array.from({ length: trials }, random).filter((u) => u < rate).length, trials);
    const runs = 1_000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const { low, high } = newcombeInterval(draw(300, 0.08), draw(60, 0.04));
      if (low <= 0.04 && high >= 0.04) covered += 1;
    }

    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThan(0.985);
  });
});

describe('twoProportionZTest', () => {
  it('of 5/83 and 12/99 agrees with statsmodels', () => {
    const { z, p } = twoProportionZTest(of(5, 83), of(12, 99));

    expect(z).toBeCloseTo(-1.4078304151258787, 10);
    expect(p).toBeCloseTo(0.15918129181156992, 10);
  });

  it.each([
    [of(0, 10), of(0, 20)],
    [of(10, 10), of(20, 20)],
    [of(0, 0), of(3, 20)],
  ])('finds nothing in %j and %j', (a, b) => {
    expect(twoProportionZTest(a, b)).toEqual({ z: 0, p: 1 });
  });
});

describe('fisherExact', () => {
  // R's fisher.test, as quoted in scipy: a table [[a, b], [c, d]] is a of a + c and b of b + d.
  it.each([
    [100, 2, 1000, 5, 0.1300759363430016],
    [2, 7, 8, 2, 0.02301413756522114],
    [5, 1, 10, 10, 0.197324414715719],
    [5, 15, 20, 20, 0.09580440012477637],
    [5, 16, 20, 25, 0.1725864953812994],
    [10, 5, 10, 0, 0.06126482213438734],
    [5, 0, 1, 4, 0.04761904761904762],
    [0, 5, 1, 4, 1],
    [0, 2, 6, 4, 0.4545454545],
  ])('of [[%i, %i], [%i, %i]] is that of R', (a, b, c, d, p) => {
    expect(fisherExact(of(a, a + c), of(b, b + d))).toBeCloseTo(p, 9);
  });

  it('is a probability that does not depend on the order of the arms', () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const p = fisherExact(a, b);

        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fisherExact(b, a)).toBeCloseTo(p, 9);
      }),
      { seed: 3 },
    );
  });
});
