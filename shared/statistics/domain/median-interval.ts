import { betaCdf } from './beta-function.ts';
import { median } from './quantiles.ts';

export interface Band {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

const ALPHA = 0.05;

/**
 * The median with an interval of 95 % between two order statistics, whatever the distribution (Hahn and Meeker 1991): so many
 * values lie below the median as heads come of as many coins.
 */
export function medianInterval(values: readonly number[]): Band {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  /** P(X < k) of n coins. */
  const below = (k: number): number => betaCdf(0.5, n - k + 1, k);
  let k = 0;
  while (k + 1 <= n / 2 && below(k + 1) <= ALPHA / 2) k++;
  return {
    value: n === 0 ? 0 : median(sorted),
    low: k === 0 ? null : (sorted[k - 1] ?? null),
    high: k === 0 ? null : (sorted[n - k] ?? null),
  };
}
