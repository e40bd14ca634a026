interface Spread {
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** One scale for all rows. It holds zero, and every estimate and end of an interval. `at` gives per cent of its length. */
export function scaleOf(rows: readonly Spread[]) {
  const ends = rows.flatMap(({ value, interval }) => [
    ...(value === null ? [] : [value]),
    ...(interval === null ? [] : [interval.low, interval.high]),
  ]);
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends);
  const length = high - low || 1;
  return { low, high, at: (value: number): number => ((value - low) / length) * 100 };
}
