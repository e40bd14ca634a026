/**
 * One item of each owner in turn, at most `bound` of each: whoever has a thousand does not keep the one with a
 * single item waiting. `start` says whose turn is first, so that over several rounds everybody is first once.
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
