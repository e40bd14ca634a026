import { median, medianOfSorted, robustDeviation } from '../../statistics/domain/quantiles.ts';
import { studentTail } from '../../statistics/domain/student-t.ts';

export interface Spike {
  readonly expected: number;
  readonly observed: number;
  /** The modified z-score of Iglewicz and Hoaglin (1993) for the median of the new values. */
  readonly z: number;
  readonly pValue: number;
}

/** With fewer past values, nothing is reported as unusual. */
const PAST_VALUES = 10;
/** Least deviation, on logarithms: if all past values were equal, any other value would be infinitely unusual. */
const LEAST_DEVIATION = 0.1;
/** The variance of the median of n normal values is this many times that of their mean. */
const MEDIAN_VARIANCE = Math.PI / 2;
/** Efficiency of the median absolute deviation: as good as the standard deviation of 37 % of the values. */
const MAD_EFFICIENCY = 0.37;
/** From this number of new values on, their median varies less by chance than a single value does. */
const ENOUGH_FOR_A_MEDIAN = 3;

/**
 * How unlikely it is that new values are so large, given the past ones. Computed on logarithms, because durations are
 * skewed, and by median and median absolute deviation, which a few odd past values do not move.
 */
export function spike(recent: readonly number[], past: readonly number[]): Spike | undefined {
  if (recent.length === 0 || past.length < PAST_VALUES) return undefined;
  const sorted = new Float64Array(past).sort();
  const logs = sorted.map(ln);
  const centre = medianOfSorted(logs);
  const deviation = Math.max(robustDeviation(logs, centre), LEAST_DEVIATION);
  const ofRecent = recent.length < ENOUGH_FOR_A_MEDIAN ? 1 : MEDIAN_VARIANCE / recent.length;
  const observed = median(recent);
  const z = (ln(observed) - centre) / (deviation * Math.sqrt(ofRecent + MEDIAN_VARIANCE / past.length));
  return {
    expected: medianOfSorted(sorted),
    observed,
    z,
    pValue: z <= 0 ? 1 : studentTail(z, MAD_EFFICIENCY * (past.length - 1)),
  };
}

/** A duration of 0 counts as one millisecond, so that it has a logarithm. */
const ln = (value: number): number => Math.log(Math.max(1, value));
