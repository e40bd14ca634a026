import { twoSidedP } from './normal-distribution.ts';
import { median } from './quantiles.ts';

export interface Point {
  /** In days. */
  readonly at: number;
  readonly value: number;
}

/** The normal approximation wants so many. */
const LEAST = 10;

/**
 * Whether values rise or fall in time (Mann 1945, Kendall 1975, with the correction for ties), and by how much in a day: the
 * median of the slopes between all pairs (Sen 1968). Undefined with too few values.
 */
export function trendOf(points: readonly Point[]): { perDay: number; pValue: number } | undefined {
  const n = points.length;
  if (n < LEAST) return undefined;
  let s = 0;
  const slopes: number[] = [];
  for (const [i, earlier] of points.entries())
    for (const later of points.slice(i + 1)) {
      s += Math.sign(later.value - earlier.value);
      if (later.at > earlier.at) slopes.push((later.value - earlier.value) / (later.at - earlier.at));
    }
  const ties = [...Map.groupBy(points, ({ value }) => value).values()].map(({ length }) => length);
  const part = (t: number): number => t * (t - 1) * (2 * t + 5);
  const variance = (part(n) - ties.reduce((sum, t) => sum + part(t), 0)) / 18;
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { perDay: slopes.length === 0 ? 0 : median(slopes), pValue: twoSidedP(z) };
}
