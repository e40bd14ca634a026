/** The value that a share `p` (0 to 1) of the samples does not exceed: the nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/**
 * Milliseconds that each of so many runs took. Runs come one after another, each after `before`; the first few are not
 * counted.
 */
export async function timesMs(
  { runs, warmUps, before }: { runs: number; warmUps: number; before?: () => Promise<void> },
  work: (n: number) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < runs + warmUps; n++) {
    await before?.();
    const start = performance.now();
    await work(n);
    const took = performance.now() - start;
    if (n >= warmUps) times.push(took);
  }
  return times;
}
