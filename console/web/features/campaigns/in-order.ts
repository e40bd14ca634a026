import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';

/** Moves in the order of a timeline: each after those that it depends on, otherwise the one that was planned first. */
export function inOrder(moves: readonly MoveView[]): MoveView[] {
  const left = moves.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ordered: MoveView[] = [];
  while (left.length > 0) {
    const open = new Set(left.map(({ id }) => id));
    const next = left.findIndex(({ dependsOn }) => dependsOn.every((id) => !open.has(id)));
    ordered.push(...left.splice(Math.max(0, next), 1));
  }
  return ordered;
}
