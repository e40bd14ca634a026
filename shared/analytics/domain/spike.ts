import { median, robustDeviation } from '../../statistics/domain/quantiles.ts';
import { studentTail } from '../../statistics/domain/student-t.ts';

export interface Spike {
  readonly expected: number;
  readonly observed: number;
  /** The modified z-score of Iglewicz and Hoaglin (1993), of the median of what is new. */
  readonly z: number;
  readonly pValue: number;
}

/** With fewer values of the past nothing is unusual. */
const PAST_VALUES = 10;
/** Values that are all alike would make any other one infinitely unusual: a tenth is no spike. */
const LEAST_DEVIATION = 0.1;
/** A median of n normal values varies by this much more than their mean. */
const MEDIAN_VARIANCE = Math.PI / 2;
/** The median absolute deviation knows as much of a spread as the standard deviation of 37 % of the values. */
const MAD_EFFICIENCY = 0.37;
/** From so many new values on, their median is less moved by chance than one value is. */
const ENOUGH_FOR_A_MEDIAN = 3;

/**
 * How unlikely new values are so large, given those of the past: on logarithms, for durations are skewed, by median and
 * median absolute deviation, which a few odd values of the past do not move.
 */
export function spike(recent: readonly number[], past: readonly number[]): Spike | undefined {
  if (recent.length === 0 || past.length < PAST_VALUES) return undefined;
  const logs = past.map(ln);
  const centre = median(logs);
  const deviation = Math.max(robustDeviation(logs, centre), LEAST_DEVIATION);
  const ofRecent = recent.length < ENOUGH_FOR_A_MEDIAN ? 1 : MEDIAN_VARIANCE / recent.length;
  const observed = median(recent);
  const z = (ln(observed) - centre) / (deviation * Math.sqrt(ofRecent + MEDIAN_VARIANCE / past.length));
  return {
    expected: median(past),
    observed,
    z,
    pValue: z <= 0 ? 1 : studentTail(z, MAD_EFFICIENCY * (past.length - 1)),
  };
}

/** What took no time at all took a millisecond. */
const ln = (value: number): number => Math.log(Math.max(1, value));
