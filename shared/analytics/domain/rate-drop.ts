import { betaBinomialAtMost } from '../../experiments/domain/binomial.ts';
import { type Proportion, rateOf } from '../../experiments/domain/proportions.ts';

export interface RateDrop {
  readonly expected: number;
  readonly observed: number;
  /** Probability of so few successes, or fewer, on a usual day. */
  readonly pValue: number;
  /** How much the rates of days vary beyond chance, 0 to 1. */
  readonly dispersion: number;
}

/** With fewer trials in the past, nothing is reported as unusual. */
const PAST_TRIALS = 20;
/** With fewer days, the variation between days is not estimated. */
const PAST_DAYS = 3;

/**
 * How unlikely a day's successes are, given the days before: the lower tail of the beta-binomial distribution. Its
 * spread has two parts: the uncertainty of a rate that is estimated from so many trials (Jeffreys's prior), and the
 * variation between days beyond chance (the analysis-of-variance estimate of the intraclass correlation). Exact for
 * small counts: three failures in a row are judged as well as three thousand.
 */
export function rateDrop(day: Proportion, past: readonly Proportion[]): RateDrop | undefined {
  const filled = past.filter(({ trials }) => trials > 0);
  const whole = {
    successes: filled.reduce((sum, { successes }) => sum + successes, 0),
    trials: filled.reduce((sum, { trials }) => sum + trials, 0),
  };
  if (day.trials === 0 || whole.trials < PAST_TRIALS) return undefined;
  const dispersion = filled.length < PAST_DAYS ? 0 : intraclassCorrelation(filled, whole);
  const mean = (whole.successes + 0.5) / (whole.trials + 1);
  const concentration = 1 / (1 / (whole.trials + 1) + dispersion / (1 - dispersion));
  return {
    expected: rateOf(whole),
    observed: rateOf(day),
    pValue: betaBinomialAtMost(day, mean * concentration, (1 - mean) * concentration),
    dispersion,
  };
}

/** Below 1; 0 where days vary no more than by chance. */
function intraclassCorrelation(days: readonly Proportion[], { successes, trials }: Proportion): number {
  const groups = days.length;
  const mean = successes / trials;
  const squares = days.reduce((sum, day) => sum + day.trials ** 2, 0);
  const size = (trials - squares / trials) / (groups - 1);
  const between = days.reduce((sum, day) => sum + day.trials * (rateOf(day) - mean) ** 2, 0) / (groups - 1);
  const inner = days.reduce((sum, day) => sum + day.trials * rateOf(day) * (1 - rateOf(day)), 0);
  const within = trials > groups ? inner / (trials - groups) : 0;
  const all = between + (size - 1) * within;
  return all <= 0 ? 0 : Math.min(0.99, Math.max(0, (between - within) / all));
}
