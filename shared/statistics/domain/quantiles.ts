/** By linear interpolation between the order statistics (R's type 7). NaN for no values. */
export const quantile = (values: readonly number[] | Float64Array, share: number): number =>
  quantileOfSorted(new Float64Array(values).sort(), share);

function quantileOfSorted(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** NaN for no values. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

export const median = (values: readonly number[] | Float64Array): number => quantile(values, 0.5);
/** Of values in ascending order. */
export const medianOfSorted = (sorted: Float64Array): number => quantileOfSorted(sorted, 0.5);

/** Makes the median absolute deviation of normal values an estimate of their standard deviation. */
const NORMAL_CONSISTENCY = 1.4826;

/** A robust estimate of the standard deviation: fewer than half of the values may be outliers. */
export function robustDeviation(values: readonly number[] | Float64Array, centre = median(values)): number {
  const away = new Float64Array(values).map((value) => Math.abs(value - centre));
  return NORMAL_CONSISTENCY * median(away);
}
