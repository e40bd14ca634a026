/** Of the paper: a place far down one list counts little. */
const K = 60;

/**
 * Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): the sum of 1 / (60 + rank) over the lists, best first. Lists
 * hold ids, the best first.
 */
export function fuse(
  lists: readonly (readonly number[])[],
): { readonly id: number; readonly score: number }[] {
  const scores = new Map<number, number>();
  for (const list of lists)
    for (const [place, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (K + place + 1));
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .toSorted((a, b) => b.score - a.score || a.id - b.id);
}
