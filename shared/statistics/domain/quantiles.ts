/** By linear interpolation between the order statistics (R's type 7). NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = new Float64Array(values).sort();
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Makes the median absolute deviation of normal values an estimate of their standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

/** A robust estimate of the standard deviation: fewer than half of the values may be outliers. */
export function robustDeviation(values: readonly number[], centre = median(values)): number {
  return NORMAL_CONSISTENCY * median(values.map((value) => Math.abs(value - centre)));
}
