/** Holm's step-down adjustment (1979): below alpha, the chance of any false finding is below alpha. */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  ordered(pValues).forEach(({ p, at }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[at] = largest;
  });
  return adjusted;
}

/** Benjamini and Hochberg (1995): below q, the expected share of false findings among the findings is below q. */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  let smallest = 1;
  ordered(pValues)
    .toReversed()
    .forEach(({ p, at }, i) => {
      smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - i));
      adjusted[at] = smallest;
    });
  return adjusted;
}

const ordered = (pValues: readonly number[]) =>
  pValues.map((p, at) => ({ p, at })).toSorted((a, b) => a.p - b.p);
