import { describe, expect, it } from 'vitest';
import { changePoint } from './change-point.ts';
import { medianInterval } from './median-interval.ts';
import { trendOf } from './trend.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);

describe('the interval of a median', () => {
  // Ranks of the tables for 95 %, such as those of Conover (Practical Nonparametric Statistics, A3).
  it.each([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [20, 6, 15],
    [30, 10, 21],
  ])('of %i values reaches from the %i. to the %i.', (n, low, high) => {
    expect(medianInterval(upTo(n).reverse())).toEqual({ value: (n + 1) / 2, low, high });
  });

  it('of five values is not had', () => {
    expect(medianInterval(upTo(5))).toEqual({ value: 3, low: null, high: null });
    expect(medianInterval([])).toEqual({ value: 0, low: null, high: null });
  });
});

describe('a trend', () => {
  it('of values that only rise has all pairs on its side, and the slope of them', () => {
    const trend = trendOf(upTo(10).map((n) => ({ at: n / 2, value: n })));
    // S = 45, its variance 125: z = 44 / 11.18.
    expect(trend?.perDay).toBe(2);
    expect(trend?.pValue).toBeCloseTo(8.303e-5, 7);
  });

  it('is no more sure of ties than of values', () => {
    const rising = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5].map((value, at) => ({ at, value }));
    // S = 40; 125 less five ties of two: 120. z = 39 / 10.954.
    expect(trendOf(rising)?.pValue).toBeCloseTo(3.706e-4, 6);
    expect(trendOf(rising.map(({ at }) => ({ at, value: 7 })))).toEqual({ perDay: 0, pValue: 1 });
    expect(trendOf(rising.slice(1))).toBeUndefined();
  });
});

describe('a change of level', () => {
  it('is where the values before differ most from those after', () => {
    const values = [
      ...Array.from({ length: 10 }, (_, n) => n % 3),
      ...Array.from({ length: 10 }, (_, n) => 5 + (n % 3)),
    ];
    const found = changePoint(values);
    // K = 10 x 10: p = 2 exp(-6 K^2 / (n^3 + n^2)).
    expect(found?.first).toBe(10);
    expect(found?.pValue).toBeCloseTo(2 * Math.exp(-60_000 / 8_400), 12);
  });

  it('is not clear where there is none', () => {
    expect(changePoint(Array.from({ length: 20 }, (_, n) => n % 2))?.pValue).toBe(1);
    expect(changePoint([1, 2, 3])).toBeUndefined();
  });
});
