import { criticalPath } from '../../../planning/domain/critical-path.ts';
import type { Network } from '../../../planning/domain/project.ts';

/**
 * Activities for the serial scheme: the most important first, of these the one with the earliest latest start (LST, Kolisch 1996).
 * What an important one waits for is as important.
 * @param ranks of each activity, 0 for the most important
 */
export function priorityList(network: Network, ranks: readonly number[]): number[] {
  const latest = criticalPath(network).times.map(({ latestStart }) => latestStart);
  const inherited = [...ranks];
  for (let n = network.ids.length - 1; n >= 0; n--)
    inherited[n] = Math.min(
      inherited[n] ?? 0,
      ...(network.successors[n] ?? []).map((each) => inherited[each] ?? 0),
    );
  const open = network.predecessors.map(({ length }) => length);
  const ready = open.flatMap((left, n) => (left === 0 ? [n] : []));
  const list: number[] = [];
  const comesFirst = (a: number, b: number): number =>
    (inherited[a] ?? 0) - (inherited[b] ?? 0) || (latest[a] ?? 0) - (latest[b] ?? 0) || a - b;
  while (ready.length > 0) {
    const [n = 0] = ready.sort(comesFirst).splice(0, 1);
    list.push(n);
    for (const each of network.successors[n] ?? []) {
      const left = (open[each] ?? 0) - 1;
      open[each] = left;
      if (left === 0) ready.push(each);
    }
  }
  return list;
}
