import { betaCdf, betaQuantile } from '../../statistics/domain/beta-function.ts';
import { lnBeta, lnChoose } from '../../statistics/domain/gamma-function.ts';
import type { Interval, Proportion } from './proportions.ts';

/** Tolerance: outcomes as likely as the observed one must count although their logarithms differ in the last digits. */
const TIE_TOLERANCE = 1e-7;

/** P(X <= successes) of `trials` draws at `rate`, and P(X >= successes). */
export const binomialTails = ({ successes, trials }: Proportion, rate: number) => ({
  atMost: successes >= trials ? 1 : 1 - betaCdf(rate, successes + 1, trials - successes),
  atLeast: successes <= 0 ? 1 : betaCdf(rate, successes, trials - successes + 1),
});

/**
 * The exact test of one rate, two-sided: the probability of all outcomes that are no more likely than the observed one
 * (as R's binom.test).
 */
export function binomialTest({ successes, trials }: Proportion, rate: number): number {
  if (rate <= 0) return successes === 0 ? 1 : 0;
  if (rate >= 1) return successes === trials ? 1 : 0;
  const lnProbability = (k: number): number =>
    lnChoose(trials, k) + k * Math.log(rate) + (trials - k) * Math.log1p(-rate);
  const limit = lnProbability(successes) + TIE_TOLERANCE;
  let p = 0;
  for (let k = 0; k <= trials; k++) {
    const ln = lnProbability(k);
    if (ln <= limit) p += Math.exp(ln);
  }
  return Math.min(1, p);
}

/** The exact interval of a rate (Clopper and Pearson 1934): never covers too little, however small the counts. */
export function exactInterval({ successes, trials }: Proportion, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}

/** P(X <= successes) when the rate itself has a beta distribution (beta-binomial). */
export function betaBinomialAtMost({ successes, trials }: Proportion, a: number, b: number): number {
  const whole = lnBeta(a, b);
  const from = successes * 2 <= trials ? 0 : successes + 1;
  const to = successes * 2 <= trials ? successes : trials;
  let sum = 0;
  let ln = lnChoose(trials, from) + lnBeta(a + from, b + trials - from) - whole;
  for (let k = from; k <= to; k++) {
    sum += Math.exp(ln);
    // The ratio of neighbouring probabilities needs no gamma function.
    ln += Math.log(((trials - k) * (a + k)) / ((k + 1) * (b + trials - k - 1)));
  }
  return Math.min(1, Math.max(0, from === 0 ? sum : 1 - sum));
}
