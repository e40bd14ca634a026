import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { m4, owaOf } from '../../../test/support/m4.ts';
import { forecastSeries, leastValues } from './forecast-series.ts';
import { METHODS, type MethodName } from './methods.ts';
import { leastSquares } from './regression.ts';
import { isSeasonal, seasonalityOf, withoutSeason, withSeason } from './seasonality.ts';

const upTo = (length: number, of: (n: number) => number): number[] => Array.from({ length }, (_, n) => of(n));
const close = (found: readonly number[] = [], expected: readonly number[], digits = 6): void => {
  expect(found).toHaveLength(expected.length);
  for (const [n, each] of found.entries()) expect(each).toBeCloseTo(expected[n] ?? Number.NaN, digits);
};
const WEEK = [1, 1.2, 1.1, 1, 0.9, 0.5, 0.4].map((each) => each / (6.1 / 7));

describe('a method', () => {
  const task = { horizon: 3, period: 1 };
  it.each<[MethodName, number[], number[]]>([
    ['naive', [5, 6, 9], [9, 9, 9]],
    ['linear', upTo(20, (n) => 2 * n + 1), [41, 43, 45]],
    ['polynomial', upTo(20, (n) => n * n), [400, 441, 484]],
    ['exponential', upTo(20, (n) => 1.1 ** n), [1.1 ** 20, 1.1 ** 21, 1.1 ** 22]],
  ])('%s goes on as its name says', (method, values, expected) => {
    close(METHODS[method](values, task), expected, 3);
  });

  it('naive with a season goes on with it, and seasonalNaive says the period before again', () => {
    const values = upTo(70, (n) => 100 * (WEEK[n % 7] ?? 0));
    const next = upTo(10, (h) => 100 * (WEEK[h % 7] ?? 0));
    close(METHODS.naive(values, { horizon: 10, period: 7 }), next);
    close(METHODS.seasonalNaive(values, { horizon: 10, period: 7 }), next);
    close(METHODS.fourier(values, { horizon: 10, period: 7 }), next, 3);
  });

  it('theta goes half as steep as the line through all', () => {
    const [first = 0, second = 0] = METHODS.theta(
      upTo(200, (n) => n),
      task,
    );
    expect(second - first).toBeCloseTo(0.5, 6);
  });

  it('damped goes on with a trend that fades', () => {
    const found = METHODS.damped(
      upTo(60, (n) => 10 + n),
      { horizon: 8, period: 1 },
    );
    const steps = found.slice(1).map((each, n) => each - (found[n] ?? 0));
    expect(found[0]).toBeGreaterThan(69);
    for (const [n, step] of steps.entries()) {
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThanOrEqual((steps[n - 1] ?? Number.POSITIVE_INFINITY) + 1e-9);
    }
  });
});

describe('a season', () => {
  const multiplied = upTo(84, (n) => (50 + n) * (WEEK[n % 7] ?? 0));
  const added = upTo(84, (n) => (n % 7) - 3 + 0.01 * n);

  it('is seen where there is one, and not in a line', () => {
    expect(isSeasonal(multiplied, 7)).toBe(true);
    expect(isSeasonal(multiplied.slice(0, 20), 7)).toBe(false);
    expect(isSeasonal(new Array(84).fill(3), 7)).toBe(false);
    expect(isSeasonal(multiplied, 1)).toBe(false);
  });

  it.each([
    ['multiplied', multiplied],
    ['added', added],
  ] as const)('that is %s is taken out and put back', (kind, values) => {
    const season = seasonalityOf(values, 7);
    expect(season.kind).toBe(kind);
    const without = withoutSeason(values, season);
    close(withSeason(without, season, 0), values);
    const trend = kind === 'multiplied' ? 1 : 0.01;
    const steps = without.slice(1).map((each, n) => each - (without[n] ?? 0));
    for (const step of steps) expect(Math.abs(step - trend)).toBeLessThan(kind === 'multiplied' ? 3 : 0.05);
  });

  it('that is multiplied has the factors that made it', () => {
    close(seasonalityOf(multiplied, 7).factors, WEEK, 1);
  });
});

describe('least squares', () => {
  it('finds the plane through points that lie on one, and none where columns say the same', () => {
    const [x, y] = [upTo(9, (n) => n), upTo(9, (n) => (n * 7) % 5)];
    const values = x.map((each, n) => 4 - each + 3 * (y[n] ?? 0));
    close(leastSquares([x.map(() => 1), x, y], values), [4, -1, 3]);
    expect(leastSquares([x, x.map((each) => 2 * each)], values)).toBeUndefined();
  });
});

describe('a forecast', () => {
  it('says nothing without enough history', () => {
    const task = { horizon: 7, periods: [] };
    expect(
      forecastSeries(
        upTo(leastValues(task) - 1, (n) => n),
        task,
      ),
    ).toBeUndefined();
    expect(
      forecastSeries(
        upTo(leastValues(task), (n) => n),
        task,
      ),
    ).toMatchObject({ origins: 1 });
  });

  it('of a line goes on with it by the methods that know lines, within narrow intervals', () => {
    const found = forecastSeries(
      upTo(60, (n) => 3 * n),
      { horizon: 4, periods: [7] },
    );
    close(found?.values, [180, 183, 186, 189], 3);
    expect(found?.by[0]?.error).toBeLessThan(1e-6);
    expect(found?.tried).toHaveLength(14);
    for (const [n, { low, high }] of (found?.intervals ?? []).entries()) {
      expect(low).toBeLessThanOrEqual((found?.values[n] ?? 0) + 1e-9);
      expect(high - low).toBeLessThan(0.1);
    }
  });

  it('of a week that returns says so', () => {
    const found = forecastSeries(
      upTo(70, (n) => 100 * (WEEK[n % 7] ?? 0)),
      { horizon: 7, periods: [7] },
    );
    expect(found?.by[0]?.period).toBe(7);
    close(
      found?.values,
      WEEK.map((each) => 100 * each),
      3,
    );
  });

  it('is finite, the same again, wider at a higher level, and never below 0 where nothing was', () => {
    const series = fc.array(fc.oneof(fc.nat(1_000), fc.constant(0)), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(series, (values) => {
        const task = { horizon: 5, periods: [7] };
        const found = forecastSeries(values, task);
        expect(forecastSeries(values, task)).toEqual(found);
        const wide = forecastSeries(values, { ...task, level: 0.95 });
        for (const [n, { low, high }] of (found?.intervals ?? []).entries()) {
          expect(Number.isFinite(found?.values[n])).toBe(true);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(wide?.intervals[n]?.high ?? 0).toBeGreaterThanOrEqual(high);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe.skipIf(!existsSync(new URL('../../../../shared/data/m4', import.meta.url)))('on M4', () => {
  it.each([
    ['Weekly', [52], 4],
    ['Hourly', [24, 168], 16],
  ] as const)('%s, it is better than the benchmark of the competition', (frequency, periods, every) => {
    const some = m4(frequency).filter((_, n) => n % every === 0);
    const owa = owaOf(
      frequency,
      some,
      (values, horizon) => forecastSeries(values, { horizon, periods })?.values,
    );
    expect(owa).toBeLessThanOrEqual(0.9);
  });
});

interface Given {
  readonly values?: readonly number[];
  readonly horizon?: number;
  readonly periods?: readonly number[];
  readonly level?: number;
}
it.each<[string, Given]>([
  ['values.3', { values: [1, 2, 3, Number.NaN] }],
  ['values.0', { values: [Number.POSITIVE_INFINITY] }],
  ['values.0', { values: [-1e300] }],
  ['horizon', { horizon: 0 }],
  ['horizon', { horizon: 1.5 }],
  ['periods', { periods: [2.5] }],
  ['periods', { periods: [Number.NaN] }],
  ['level', { level: 1 }],
  ['level', { level: Number.NaN }],
])('nothing is forecast with %s of %o', (path, { values = [], ...task }) => {
  expect(() => forecastSeries(values, { horizon: 1, periods: [], ...task })).toThrowError(
    expect.objectContaining({ code: 'VALIDATION_FAILED', fields: [expect.objectContaining({ path })] }),
  );
});
