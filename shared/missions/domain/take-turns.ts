/**
 * Takes one item of each owner in turn, at most `bound` of each, so that an owner with a thousand items does not keep one
 * with a single item waiting. `start` selects the first owner, so that over several rounds every owner is first once.
 */
export function takeTurns<T>(
  items: readonly T[],
  ownerOf: (item: T) => string,
  { bound, start }: { readonly bound: number; readonly start: number },
): T[] {
  const byOwner = [...Map.groupBy(items, ownerOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const first = byOwner.length > 0 ? start % byOwner.length : 0;
  const turns = [...byOwner.slice(first), ...byOwner.slice(0, first)].map(([, own]) => own.slice(0, bound));
  const longest = Math.max(0, ...turns.map((own) => own.length));
  return Array.from({ length: longest }, (_, round) =>
    turns.flatMap((own) => own.slice(round, round + 1)),
  ).flat();
}
