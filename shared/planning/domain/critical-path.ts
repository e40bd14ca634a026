import type { Network } from './project.ts';

/** When an activity may begin and end without the project ending later, were there enough of every resource. */
export interface Times {
  readonly id: string;
  readonly earliestStart: number;
  readonly latestStart: number;
  /** How much later than at its earliest it may begin; 0: it is critical. */
  readonly slack: number;
}

/** The critical path method (Kelley and Walker 1959): how long it takes at least, and what may not be late. */
export function criticalPath(network: Network): {
  readonly length: number;
  readonly times: readonly Times[];
} {
  const earliest = earliestStarts(network);
  const length = Math.max(0, ...earliest.map((start, n) => start + durationOf(network, n)));
  const latest = latestStarts(network, length);
  return {
    length,
    times: network.ids.map((id, n) => {
      const [earliestStart = 0, latestStart = 0] = [earliest[n], latest[n]];
      return { id, earliestStart, latestStart, slack: latestStart - earliestStart };
    }),
  };
}

const durationOf = ({ durations }: Network, n: number): number => durations[n] ?? 0;

function earliestStarts(network: Network): number[] {
  const starts: number[] = [];
  // Each comes after what it waits for.
  for (const before of network.predecessors)
    starts.push(Math.max(0, ...before.map((each) => (starts[each] ?? 0) + durationOf(network, each))));
  return starts;
}

/** For the project to end by then. */
export function latestStarts(network: Network, end: number): number[] {
  const starts: number[] = Array.from(network.ids, () => end);
  for (let n = network.ids.length - 1; n >= 0; n--) {
    const by = Math.min(end, ...(network.successors[n] ?? []).map((each) => starts[each] ?? end));
    starts[n] = by - durationOf(network, n);
  }
  return starts;
}
