/** The value that a share `p` (0 to 1) of the samples does not exceed: the nearest rank. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Milliseconds that each of so many runs took. Runs come one after another; the first few are not counted. */
export async function timesMs(
  { runs, warmUps }: { runs: number; warmUps: number },
  work: (n: number) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < runs + warmUps; n++) {
    const start = performance.now();
    await work(n);
    const took = performance.now() - start;
    if (n >= warmUps) times.push(took);
  }
  return times;
}
