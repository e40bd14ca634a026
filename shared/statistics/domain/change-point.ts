/** The approximation of the p-value wants so many. */
const LEAST = 10;

/**
 * Where the level of values in the order of time has most likely changed (Pettitt 1979): no distribution is assumed. Undefined
 * with too few values. `first` is the first value of the new level.
 */
export function changePoint(values: readonly number[]): { first: number; pValue: number } | undefined {
  const n = values.length;
  if (n < LEAST) return undefined;
  let u = 0;
  let most = { first: 0, size: 0 };
  for (const [t, value] of values.entries()) {
    // U(t) = U(t-1) + the signs of this value against all.
    u += values.reduce((sum, other) => sum + Math.sign(value - other), 0);
    if (t + 1 < n && Math.abs(u) > most.size) most = { first: t + 1, size: Math.abs(u) };
  }
  return { first: most.first, pValue: Math.min(1, 2 * Math.exp((-6 * most.size ** 2) / (n ** 3 + n ** 2))) };
}
