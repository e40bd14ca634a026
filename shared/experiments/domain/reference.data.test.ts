import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anytimeTest } from './anytime.ts';
import { binomialTails, binomialTest, exactInterval } from './binomial.ts';
import { fisherExact } from './fisher-exact.ts';
import { bestRho, normalMixtureBoundary } from './normal-mixture.ts';
import {
  chiSquareTest,
  comparePairs,
  newcombeInterval,
  type Proportion,
  twoProportionZTest,
  wilsonInterval,
} from './proportions.ts';
import { rateSequence } from './rate-sequence.ts';

const DATA = new URL('../../../../shared/data/ab_statistics/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, DATA), 'utf8');
const of = (successes: number, trials: number): Proportion => ({ successes, trials });
const zip = (successes: number[], trials: number[]) => successes.map((x, i) => of(x, trials[i] ?? 0));

interface Fixed {
  two_proportion_z: { x1: number; n1: number; x2: number; n2: number; z: number; p_two_sided: number }[];
  k_proportions_chisquare: {
    x: number[];
    n: number[];
    null?: number[];
    chi2: number;
    df: number;
    p: number;
    ci95_wilson?: [number, number];
  }[];
  pairwise_proportions: { x: number[]; n: number[]; pairs: number[][]; p_raw: number[]; p_holm: number[] }[];
  binomial_test: {
    x: number;
    n: number;
    p0: string;
    alternative: string;
    p: number;
    ci95_exact?: number[];
  }[];
  fisher_exact_two_sided: { table: [[number, number], [number, number]]; p: number }[];
  difference_of_proportions_ci: {
    x1: number;
    n1: number;
    x2: number;
    n2: number;
    diff: { newcombe: number[] };
  };
}

describe.skipIf(!existsSync(DATA))(
  'the tests of one planned look agree with R, scipy and statsmodels',
  () => {
    const fixed = (): Fixed => JSON.parse(read('fixed_sample_tests.json'));

    it('two rates by z, many rates by chi-square, and pairs after Holm', () => {
      for (const { x1, n1, x2, n2, z, p_two_sided } of fixed().two_proportion_z) {
        const test = twoProportionZTest(of(x1, n1), of(x2, n2));
        expect(test.z).toBeCloseTo(z, 10);
        expect(test.p).toBeCloseTo(p_two_sided, 10);
      }
      for (const each of fixed().k_proportions_chisquare) {
        const test = chiSquareTest(zip(each.x, each.n), each.null);
        expect(test.chiSquare).toBeCloseTo(each.chi2, 8);
        expect(test.degreesOfFreedom).toBe(each.df);
        expect(test.p).toBeCloseTo(each.p, 10);
      }
      for (const { x, n, pairs, p_raw, p_holm } of fixed().pairwise_proportions) {
        const compared = comparePairs(zip(x, n));
        expect(compared.map(({ pair }) => [...pair])).toEqual(pairs);
        compared.forEach(({ p, adjusted }, i) => {
          expect(p).toBeCloseTo(p_raw[i] ?? Number.NaN, 10);
          expect(adjusted).toBeCloseTo(p_holm[i] ?? Number.NaN, 10);
        });
      }
    });

    it('one rate, exactly', () => {
      for (const { x, n, alternative, p, ci95_exact } of fixed().binomial_test) {
        const tails = binomialTails(of(x, n), 1 / 6);
        const found = {
          less: tails.atMost,
          greater: tails.atLeast,
          'two-sided': binomialTest(of(x, n), 1 / 6),
        };
        expect(found[alternative as keyof typeof found]).toBeCloseTo(p, 10);
        if (!ci95_exact) continue;
        const { low, high } = exactInterval(of(x, n));
        expect([low, high]).toEqual(ci95_exact.map((end) => expect.closeTo(end, 9)));
      }
    });

    it('two rates of small counts by Fisher, and their difference by Newcombe', () => {
      expect(fixed().fisher_exact_two_sided).toHaveLength(12);
      for (const { table, p } of fixed().fisher_exact_two_sided) {
        const [[a, b], [c, d]] = table;
        expect(fisherExact(of(a, a + c), of(b, b + d))).toBeCloseTo(p, 9);
      }
      const { x1, n1, x2, n2, diff } = fixed().difference_of_proportions_ci;
      const { low, high } = newcombeInterval(of(x1, n1), of(x2, n2));
      expect(low).toBeCloseTo(diff.newcombe[0] ?? Number.NaN, 3);
      expect(high).toBeCloseTo(diff.newcombe[1] ?? Number.NaN, 2);
    });

    it('intervals of one rate, by Wilson and exactly, as binom.confint of R', () => {
      const rows = read('binomial_confint_95_R_binom.csv').trim().split('\n').slice(1);
      const intervals = { wilson: wilsonInterval, exact: exactInterval };
      let compared = 0;
      for (const [x, n, method = '', low, high] of rows.map((row) => row.split(','))) {
        const interval = intervals[method as keyof typeof intervals]?.(of(Number(x), Number(n)));
        if (!interval) continue;
        compared += 1;
        expect(interval.low).toBeCloseTo(Number(low), 6);
        expect(interval.high).toBeCloseTo(Number(high), 6);
      }
      expect(compared).toBe(12);
    });
  },
);

interface Sequential {
  normal_mixture: { fn: string; one_sided?: boolean; value: number }[];
  bernoulli_confidence_interval: {
    successes: number;
    trials: number;
    alpha: number;
    t_opt: number;
    low: number;
    high: number;
  }[];
  growthbook: {
    cases: {
      name: string;
      a: { sum: number; n: number };
      b: { sum: number; n: number };
      sd: number;
      ci: number[];
    }[];
  };
}

describe.skipIf(!existsSync(DATA))(
  'what may be looked at any time agrees with confseq and GrowthBook',
  () => {
    const sequential = (): Sequential => JSON.parse(read('sequential_reference.json'));

    it('the normal mixture', () => {
      const [rho, , bound] = sequential().normal_mixture;
      expect(bestRho(100, 0.05)).toBeCloseTo(rho?.value ?? Number.NaN, 5);
      expect(normalMixtureBoundary(100, bestRho(100, 0.05), 0.05)).toBeCloseTo(bound?.value ?? Number.NaN, 5);
    });

    it('the sequence of one rate', () => {
      for (const { successes, trials, alpha, t_opt, low, high } of sequential()
        .bernoulli_confidence_interval) {
        const found = rateSequence(of(successes, trials), alpha, t_opt);
        expect(found.low, `${successes} of ${trials}`).toBeCloseTo(low, 4);
        expect(found.high, `${successes} of ${trials}`).toBeCloseTo(high, 4);
      }
    });

    it('the width for two rates, in standard errors', () => {
      const proportions = sequential().growthbook.cases.find(({ name }) =>
        name.includes('sequential two-sided, prop'),
      );
      const { a, b, sd, ci } = proportions!;
      const width = normalMixtureBoundary(a.n + b.n, bestRho(5000, 0.05), 0.05) / Math.sqrt(a.n + b.n);
      expect(width).toBeCloseTo(((ci[1] ?? 0) - (ci[0] ?? 0)) / 2 / sd, 2);
      expect(anytimeTest(of(a.sum, a.n), of(b.sum, b.n), { tunedFor: 5000 })).toMatchObject({
        verdict: 'B better',
      });
    });
  },
);
