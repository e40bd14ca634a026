import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BgNbdParameters,
  expectedPurchases,
  expectedPurchasesOfNewCustomer,
  fitBgNbd,
  logLikelihood,
  PRIOR,
  probabilityAlive,
  probabilityOfPurchase,
  type RepeatHistory,
} from './bg-nbd.ts';

const CDNOW: BgNbdParameters = { r: 0.2425982, alpha: 4.4136842, a: 0.7929899, b: 2.4261667 };

describe('BG/NBD at the published parameters', () => {
  it('forecasts customer 1516 as the BTYD walk-through does', () => {
    const customer = { x: 26, tx: 216 / 7, T: 31 };

    expect(expectedPurchases(CDNOW, customer, 52)).toBeCloseTo(25.75659, 3);
    expect(probabilityAlive(CDNOW, customer)).toBeCloseTo(0.9688523, 6);
  });

  it.each([
    [10, 0.3474606],
    [15, 0.04283391],
    [20, 0.004158973],
    [25, 0.0003585],
  ])('shows the increasing frequency paradox at x = %i', (x, published) => {
    const forecast = expectedPurchases(CDNOW, { x, tx: 20, T: 39 }, 52);

    expect(Math.abs(forecast / published - 1)).toBeLessThan(1e-3);
  });

  it.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ])('expects of a new customer in %f weeks %f purchases', (weeks, published) => {
    expect(expectedPurchasesOfNewCustomer(CDNOW, weeks)).toBeCloseTo(published, 3);
  });

  it('expects a new customer to buy 1.444 times in a year, and the example of the paper 1.226 times', () => {
    expect(expectedPurchasesOfNewCustomer(CDNOW, 52)).toBeCloseTo(1.444004, 4);
    expect(expectedPurchases(CDNOW, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.226, 3);
  });

  it('gives P(no purchase in 39 weeks) of the paper', () => {
    const rounded = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

    expect(1 - probabilityOfPurchase(rounded, { x: 0, tx: 0, T: 0 }, 39)).toBeCloseTo(0.5737864, 6);
  });

  it('gives the log-likelihood of pymc-marketing, also where the plain formula overflows', () => {
    const parameters = { a: 0.8, b: 2.5, r: 0.25, alpha: 4 };

    expect(logLikelihood(parameters, [{ x: 0, tx: 0, T: 40 }])).toBeCloseTo(-0.59947382, 7);
    expect(logLikelihood(parameters, [{ x: 200, tx: 38, T: 40 }])).toBeCloseTo(100.7957, 4);
  });
});

const history: fc.Arbitrary<RepeatHistory> = fc
  .record({
    x: fc.integer({ min: 0, max: 2_000 }),
    T: fc.double({ min: 0.2, max: 1_600, noNaN: true }),
    share: unit(),
  })
  .map(({ x, T, share }) => ({ x, T, tx: x === 0 ? 0 : T * share }));
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const parameters = fc.record({
  r: positive(0.01, 50),
  alpha: positive(0.1, 500),
  a: fc.oneof(positive(0.01, 100), fc.constant(1)),
  b: positive(0.01, 100),
});
const weeks = fc.double({ min: 0.1, max: 260, noNaN: true });

function unit() {
  return fc.double({ min: 0, max: 1, noNaN: true });
}

describe('BG/NBD over all inputs', () => {
  it('keeps probabilities in [0, 1] and forecasts finite, not negative and above P(any purchase)', () => {
    fc.assert(
      fc.property(parameters, history, weeks, (model, customer, horizon) => {
        const alive = probabilityAlive(model, customer);
        const any = probabilityOfPurchase(model, customer, horizon);
        const expected = expectedPurchases(model, customer, horizon);

        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(any).toBeLessThanOrEqual(alive);
        expect(Number.isFinite(expected)).toBe(true);
        expect(expected).toBeGreaterThanOrEqual(any - 1e-6 * (1 + any));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('gives repeat buyers a lower probability of being alive the longer they are silent', () => {
    fc.assert(
      fc.property(parameters, history, weeks, (model, customer, more) => {
        const later = { ...customer, T: customer.T + more };

        expect(probabilityAlive(model, later)).toBeLessThanOrEqual(probabilityAlive(model, customer));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('expects more purchases over a longer horizon', () => {
    fc.assert(
      fc.property(parameters, history, weeks, weeks, (model, customer, horizon, more) => {
        const shorter = expectedPurchases(model, customer, horizon);

        expect(expectedPurchases(model, customer, horizon + more)).toBeGreaterThanOrEqual(
          shorter * (1 - 1e-6) - 1e-9,
        );
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('passes smoothly through a = 1 and a + b = 1, where the formula divides by zero', () => {
    const near = (a: number, b: number) =>
      expectedPurchases({ r: 0.3, alpha: 4, a, b }, { x: 0, tx: 0, T: 20 }, 30);

    expect(near(1, 2)).toBeCloseTo(near(1.001, 2), 3);
    expect(near(0.4, 0.6)).toBeCloseTo(near(0.4, 0.601), 3);
    expect(near(0.4, 0.6)).toBeCloseTo(near(0.4, 0.599), 3);
  });
});

describe('fitBgNbd', () => {
  const some = Array.from({ length: 120 }, (_, i) => ({
    x: i % 4,
    tx: i % 4 === 0 ? 0 : 5 + (i % 11),
    T: 30 + (i % 7),
  }));

  it('does not depend on the order or the grouping of histories', () => {
    const fit = fitBgNbd(some);

    expect(fit.source).toBe('fitted');
    expect(fitBgNbd([...some].reverse())).toEqual(fit);
    expect(fitBgNbd([...some, ...some])).toEqual(fitBgNbd(some.map((each) => ({ ...each, n: 2 }))));
  });

  it('ends where no small step increases the likelihood', () => {
    const fit = fitBgNbd(some);

    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      for (const step of [0.99, 1.01]) {
        expect(logLikelihood({ ...fit, [name]: fit[name] * step }, some)).toBeLessThanOrEqual(
          fit.logLikelihood + 1e-6,
        );
      }
    }
  });

  it('stays finite and within its bounds when nobody ever leaves', () => {
    const loyal = Array.from({ length: 200 }, (_, i) => ({ x: i % 9, tx: i % 9 === 0 ? 0 : 40, T: 40 }));
    const { source, logLikelihood: reached, ...parameters } = fitBgNbd(loyal);

    expect(source).toBe('fitted');
    expect(reached).toBeGreaterThan(logLikelihood({ ...PRIOR }, loyal));
    for (const each of Object.values(parameters)) expect(Math.abs(Math.log(each))).toBeLessThan(10);
  });

  it.each([
    ['nobody', []],
    ['too few customers', some.slice(0, 49)],
    ['nobody who came back', some.map(({ T }) => ({ x: 0, tx: 0, T }))],
  ])('falls back to the published parameters for %s', (_, histories) => {
    expect(fitBgNbd(histories)).toMatchObject({ ...PRIOR, source: 'prior' });
  });

  it('refuses an invalid history', () => {
    expect(() => fitBgNbd([{ x: 1, tx: 5, T: 4 }])).toThrow(/Not a purchase history/);
    expect(() => fitBgNbd([{ x: Number.NaN, tx: 0, T: 4 }])).toThrow(/Not a purchase history/);
  });
});
