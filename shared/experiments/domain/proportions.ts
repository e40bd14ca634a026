import { RexError } from '../../kernel/errors.ts';
import { chiSquareTail } from '../../statistics/domain/chi-square.ts';
import { holm } from '../../statistics/domain/multiple-tests.ts';
import { normalQuantile, twoSidedP } from '../../statistics/domain/normal-distribution.ts';

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The rate; 0 without trials. */
export const rateOf = ({ successes, trials }: Proportion): number => (trials === 0 ? 0 : successes / trials);

/** Throws VALIDATION_FAILED unless both are whole numbers and 0 <= successes <= trials. */
export function assertProportion({ successes, trials }: Proportion): void {
  if (!(Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials)) {
    throw new RexError('VALIDATION_FAILED', `Not a proportion: ${successes} of ${trials}`);
  }
}

/** Wilson's score interval for a rate (1927); [0, 1] without trials. */
export function wilsonInterval(proportion: Proportion, confidence = 0.95): Interval {
  assertProportion(proportion);
  const { successes, trials } = proportion;
  if (trials === 0) return { low: 0, high: 1 };
  const z2 = normalQuantile((1 + confidence) / 2) ** 2;
  const rate = successes / trials;
  const centre = (rate + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = Math.sqrt((z2 * (rate * (1 - rate) + z2 / (4 * trials))) / trials) / (1 + z2 / trials);
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}

/** Newcombe's hybrid score interval for rate(a) - rate(b) (1998, method 10). */
export function newcombeInterval(a: Proportion, b: Proportion, confidence = 0.95): Interval {
  const difference = rateOf(a) - rateOf(b);
  const ofA = wilsonInterval(a, confidence);
  const ofB = wilsonInterval(b, confidence);
  if (a.trials === 0 || b.trials === 0) return { low: ofA.low - ofB.high, high: ofA.high - ofB.low };
  return {
    low: difference - Math.hypot(rateOf(a) - ofA.low, ofB.high - rateOf(b)),
    high: difference + Math.hypot(ofA.high - rateOf(a), rateOf(b) - ofB.low),
  };
}

/**
 * The pooled two-sided z test of equal rates, for one look planned in advance. z = 0 and p = 1 when the data cannot show a
 * difference (an empty arm, or nobody or everybody succeeded).
 */
export function twoProportionZTest(a: Proportion, b: Proportion): { z: number; p: number } {
  assertProportion(a);
  assertProportion(b);
  const pooled = rateOf({ successes: a.successes + b.successes, trials: a.trials + b.trials });
  const variance = pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials);
  if (a.trials === 0 || b.trials === 0 || variance === 0) return { z: 0, p: 1 };
  const z = (rateOf(a) - rateOf(b)) / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}

/**
 * Pearson's chi-square test that all rates are equal, or equal to the given ones (as R's prop.test without correction).
 * p = 1 when the data cannot show a difference.
 */
export function chiSquareTest(
  arms: readonly Proportion[],
  expected?: readonly number[],
): { chiSquare: number; degreesOfFreedom: number; p: number } {
  for (const arm of arms) assertProportion(arm);
  const filled = arms.map((arm, i) => ({ arm, i })).filter(({ arm }) => arm.trials > 0);
  const pooled = rateOf({
    successes: filled.reduce((sum, { arm }) => sum + arm.successes, 0),
    trials: filled.reduce((sum, { arm }) => sum + arm.trials, 0),
  });
  const degreesOfFreedom = expected ? filled.length : Math.max(0, filled.length - 1);
  const chiSquare = filled.reduce((sum, { arm, i }) => {
    const rate = expected?.[i] ?? pooled;
    const variance = arm.trials * rate * (1 - rate);
    return variance === 0 ? sum : sum + (arm.successes - arm.trials * rate) ** 2 / variance;
  }, 0);
  return {
    chiSquare,
    degreesOfFreedom,
    p: degreesOfFreedom === 0 ? 1 : chiSquareTail(chiSquare, degreesOfFreedom),
  };
}

export interface PairComparison {
  readonly pair: readonly [number, number];
  readonly p: number;
  /** p-value, adjusted by Holm for all pairs. */
  readonly adjusted: number;
}

/** Every arm against every other one, by the z test. */
export function comparePairs(arms: readonly Proportion[]): PairComparison[] {
  const pairs = arms.flatMap((a, i) =>
    arms.slice(i + 1).map((b, j) => ({ pair: [i, i + 1 + j] as const, p: twoProportionZTest(a, b).p })),
  );
  const adjusted = holm(pairs.map(({ p }) => p));
  return pairs.map((each, i) => ({ ...each, adjusted: adjusted[i] ?? 1 }));
}
