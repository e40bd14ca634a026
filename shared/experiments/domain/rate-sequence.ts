import { lnBeta } from '../../statistics/domain/gamma-function.ts';
import { bestRho } from './normal-mixture.ts';
import { assertProportion, type Interval, type Proportion, rateOf } from './proportions.ts';

const BISECTIONS = 60;
const EDGE = 1e-12;

/**
 * A confidence sequence of one rate: it covers the rate at all looks at once with probability 1 - alpha, exactly. It inverts
 * the two-sided beta-binomial mixture of Howard, Ramdas, McAuliffe and Sekhon (2021), and is tightest at about `tunedFor`
 * trials.
 */
export function rateSequence(proportion: Proportion, alpha = 0.05, tunedFor = 1000): Interval {
  assertProportion(proportion);
  const { successes, trials } = proportion;
  if (trials === 0) return { low: 0, high: 1 };
  const rate = rateOf(proportion);
  const isRefuted = (p: number): boolean => lnMixture(proportion, p, alpha, tunedFor) >= -Math.log(alpha);
  return {
    low: successes === 0 || !isRefuted(EDGE) ? 0 : border(EDGE, rate, isRefuted),
    high: successes === trials || !isRefuted(1 - EDGE) ? 1 : border(1 - EDGE, rate, isRefuted),
  };
}

/** ln of the likelihood of the data under a beta mixture of rates around p, divided by that under p. */
function lnMixture({ successes, trials }: Proportion, p: number, alpha: number, tunedFor: number): number {
  const variance = p * (1 - p);
  const r = Math.max(bestRho(tunedFor * variance, alpha) - variance, 1e-3 * variance);
  const [a, b] = [r / (1 - p), r / p];
  const failures = trials - successes;
  return (
    lnBeta(a + successes, b + failures) - lnBeta(a, b) - successes * Math.log(p) - failures * Math.log1p(-p)
  );
}

/** Between a rate that is refuted and one that is not. */
function border(refuted: number, kept: number, isRefuted: (p: number) => boolean): number {
  let [out, within] = [refuted, kept];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (out + within) / 2;
    if (isRefuted(middle)) out = middle;
    else within = middle;
  }
  return within;
}
