import type { Network } from './project.ts';

/** Tenths do not add up to whole numbers exactly. */
const ROUNDING = 1e-9;

/**
 * The serial schedule generation scheme (Kelley 1963): activities in the order of a list, each as early as what it waits for and
 * the resources allow. A list in which one comes before what it waits for is no list for it.
 *
 * What is in use changes only where an activity begins or ends, so it is kept by spans between these times, two for each activity
 * at most: the work for a schedule does not depend on how long its activities are.
 */
export class SerialScheduler {
  /** How many spans were looked at in all: the work that was done, whatever the machine. */
  looks = 0;
  private readonly network: Network;
  /** Where each span begins; it ends where the next one begins, the last one never. */
  private readonly from: Float64Array;
  /** Of each resource, what is in use in each span. */
  private readonly used: readonly Float64Array[];
  private readonly columns: readonly Float64Array[];
  private spans = 1;

  constructor(network: Network) {
    this.network = network;
    const most = 2 * network.durations.length + 1;
    this.from = new Float64Array(most);
    this.used = network.capacities.map(() => new Float64Array(most));
    this.columns = [this.from, ...this.used];
  }

  /**
   * When each begins.
   * @param durations where they are not those of the network
   */
  starts(list: readonly number[], durations: readonly number[] = this.network.durations): number[] {
    const { predecessors } = this.network;
    this.spans = 1;
    for (const each of this.used) each[0] = 0;
    const starts = new Array<number>(durations.length).fill(0);
    for (const n of list) {
      let earliest = 0;
      for (const each of predecessors[n] ?? [])
        earliest = Math.max(earliest, (starts[each] ?? 0) + (durations[each] ?? 0));
      starts[n] = this.place(n, earliest, durations[n] ?? 0);
    }
    return starts;
  }

  /** Takes what an activity needs, as early as it is there all the time; returns when that is. */
  private place(n: number, earliest: number, duration: number): number {
    if (duration === 0) return earliest;
    let first = this.spanAt(earliest);
    let start = earliest;
    for (let span = first; span < this.spans && this.beginOf(span) < start + duration; span++) {
      this.looks++;
      if (this.fits(n, span)) continue;
      first = span + 1;
      start = this.beginOf(first);
    }
    this.take(n, first, start, start + duration);
    return start;
  }

  private beginOf(span: number): number {
    return span < this.spans ? (this.from[span] ?? 0) : Number.POSITIVE_INFINITY;
  }

  /** The span in which a time lies. */
  private spanAt(time: number): number {
    let [low, high] = [0, this.spans - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.from[middle] ?? 0) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private fits(n: number, span: number): boolean {
    const { capacities, needs } = this.network;
    const need = needs[n] ?? [];
    for (let r = 0; r < capacities.length; r++)
      if ((this.used[r]?.[span] ?? 0) + (need[r] ?? 0) > (capacities[r] ?? 0) + ROUNDING) return false;
    return true;
  }

  private take(n: number, span: number, start: number, end: number): void {
    const need = this.network.needs[n] ?? [];
    if (need.every((each) => each === 0)) return;
    const first = this.beginOf(span) < start ? this.split(span, start) : span;
    let last = first;
    while (this.beginOf(last + 1) < end) last++;
    if (this.beginOf(last + 1) > end) this.split(last, end);
    for (let r = 0; r < need.length; r++) {
      const used = this.used[r];
      if (used) for (let each = first; each <= last; each++) used[each] = (used[each] ?? 0) + (need[r] ?? 0);
    }
  }

  /** Makes two spans of one, at a time within it; returns the second. */
  private split(span: number, at: number): number {
    for (const each of this.columns) each.copyWithin(span + 1, span, this.spans);
    this.spans++;
    this.from[span + 1] = at;
    return span + 1;
  }
}
