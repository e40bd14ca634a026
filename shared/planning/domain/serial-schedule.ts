import type { Network } from './project.ts';

/** Tenths do not add up to whole numbers exactly. */
const ROUNDING = 1e-9;

/**
 * The serial schedule generation scheme (Kelley 1963): activities in the order of a list, each as early as what it waits for and
 * the resources allow. A list in which one comes before what it waits for is no list for it.
 */
export class SerialScheduler {
  private readonly network: Network;
  private readonly horizon: number;
  /** Of each resource, what is in use in each unit of time. */
  private readonly used: Float64Array[];

  constructor(network: Network) {
    this.network = network;
    this.horizon = network.durations.reduce((sum, each) => sum + each, 0);
    this.used = network.capacities.map(() => new Float64Array(this.horizon));
  }

  /** When each begins. */
  starts(list: readonly number[]): number[] {
    const { durations, predecessors } = this.network;
    for (const each of this.used) each.fill(0);
    const starts = new Array<number>(durations.length).fill(0);
    for (const n of list) {
      let earliest = 0;
      for (const each of predecessors[n] ?? [])
        earliest = Math.max(earliest, (starts[each] ?? 0) + (durations[each] ?? 0));
      const start = this.firstFit(n, earliest);
      starts[n] = start;
      this.take(n, start);
    }
    return starts;
  }

  private firstFit(n: number, earliest: number): number {
    const duration = this.network.durations[n] ?? 0;
    let start = earliest;
    for (let time = start; time < start + duration; time++) if (!this.fits(n, time)) start = time + 1;
    return start;
  }

  private fits(n: number, time: number): boolean {
    const { capacities, needs } = this.network;
    const need = needs[n] ?? [];
    for (let r = 0; r < capacities.length; r++)
      if ((this.used[r]?.[time] ?? 0) + (need[r] ?? 0) > (capacities[r] ?? 0) + ROUNDING) return false;
    return true;
  }

  private take(n: number, start: number): void {
    const end = start + (this.network.durations[n] ?? 0);
    for (const [r, need] of (this.network.needs[n] ?? []).entries()) {
      const used = this.used[r];
      if (!used || need === 0) continue;
      for (let time = start; time < end; time++) used[time] = (used[time] ?? 0) + need;
    }
  }
}
