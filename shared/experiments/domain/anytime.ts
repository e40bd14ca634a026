import { lnBeta, lnGamma } from '../../statistics/domain/gamma-function.ts';
import { bestRho, normalMixtureBoundary } from './normal-mixture.ts';
import { assertProportion, type Interval, type Proportion, rateOf } from './proportions.ts';

type Verdict = 'no decision yet' | 'A better' | 'B better';

export interface AnytimeOptions {
  /** Probability of ever deciding although there is no difference. */
  readonly alpha?: number;
  /** The number of trials, in both arms together, at which the interval is tightest. */
  readonly tunedFor?: number;
}

export interface AnytimeResult {
  /** Evidence against equal arms; above 1 / alpha it decides. */
  readonly eValue: number;
  /** min(1, 1 / eValue): valid at every look. */
  readonly pValue: number;
  /** rate(B) - rate(A). */
  readonly difference: number;
  /** Covers the difference at all looks at once with probability 1 - alpha, asymptotically. */
  readonly interval: Interval;
  readonly verdict: Verdict;
}

/** Weight of the prior belief in "no difference", in successes; suitable for rate ratios of about 1.2 to 2. */
const PRIOR_SUCCESSES = 25;
/** Keeps the e-value finite, so that it survives JSON. */
const LARGEST_LN = 700;

/**
 * Compares two arms, and stays valid when it is looked at after every success. `trials` counts all leads that were assigned
 * to the arm, whether or not anything was sent to them yet, and `successes` those who succeeded so far. Assignment must be
 * random. Arms that grow during the test should grow in a constant ratio.
 */
export function anytimeTest(a: Proportion, b: Proportion, options: AnytimeOptions = {}): AnytimeResult {
  assertProportion(a);
  assertProportion(b);
  const { alpha = 0.05, tunedFor = 1000 } = options;
  const eValue = Math.exp(Math.min(LARGEST_LN, lnEValue(a, b)));
  const difference = rateOf(b) - rateOf(a);
  const decided = eValue >= 1 / alpha && difference !== 0;
  return {
    eValue,
    pValue: Math.min(1, 1 / eValue),
    difference,
    interval: confidenceSequence(a, b, alpha, tunedFor),
    verdict: decided ? (difference > 0 ? 'B better' : 'A better') : 'no decision yet',
  };
}

/**
 * A beta-binomial mixture over the order in which successes fell to the arms. If the arm makes no difference,
 * random assignment makes the arms of the successes a draw without replacement from the arms of all, and any
 * probability given to their order, divided by that draw's, is a non-negative martingale: by Ville's inequality
 * it ever reaches 1 / alpha with probability alpha at most, exactly, however small the counts. (The betting
 * argument of Robbins 1970, and of safe testing: Grünwald, de Heide and Koolen 2024.)
 */
function lnEValue(a: Proportion, b: Proportion): number {
  const trials = a.trials + b.trials;
  if (a.trials === 0 || b.trials === 0) return 0;
  const priorA = (PRIOR_SUCCESSES * a.trials) / trials;
  const priorB = (PRIOR_SUCCESSES * b.trials) / trials;
  const underMixture = lnBeta(a.successes + priorA, b.successes + priorB) - lnBeta(priorA, priorB);
  const underNull =
    lnFalling(a.trials, a.successes) +
    lnFalling(b.trials, b.successes) -
    lnFalling(trials, a.successes + b.successes);
  return underMixture - underNull;
}

/** ln of n (n - 1) ... (n - k + 1). */
const lnFalling = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(n - k + 1);

/**
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central
 * limit theory and asymptotic confidence sequences" (2024), with a variance per arm. One success and one failure
 * are added to each arm (Agresti and Caffo 2000); otherwise the interval of a few trials without success would have no width.
 */
function confidenceSequence(a: Proportion, b: Proportion, alpha: number, tunedFor: number): Interval {
  const trials = a.trials + b.trials;
  if (a.trials === 0 || b.trials === 0) return { low: -1, high: 1 };
  const standardError = Math.sqrt(smoothedVariance(a) + smoothedVariance(b));
  const deviations = normalMixtureBoundary(trials, bestRho(tunedFor, alpha), alpha) / Math.sqrt(trials);
  const centre = smoothedRate(b) - smoothedRate(a);
  return {
    low: Math.max(-1, centre - deviations * standardError),
    high: Math.min(1, centre + deviations * standardError),
  };
}

const smoothedRate = ({ successes, trials }: Proportion): number => (successes + 1) / (trials + 2);

const smoothedVariance = (arm: Proportion): number =>
  (smoothedRate(arm) * (1 - smoothedRate(arm))) / (arm.trials + 2);
