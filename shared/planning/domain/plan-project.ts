import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { criticalPath, latestStarts } from './critical-path.ts';
import { type Network, networkOf, type Project, type Schedule } from './project.ts';
import { SerialScheduler } from './serial-schedule.ts';

export interface Effort {
  /** How many schedules are made at most. */
  readonly schedules: number;
  /** Asked between two of them: whether the time is over. */
  isOver?(): boolean;
  readonly seed?: number;
}

export interface Plan extends Schedule {
  /** No schedule ends sooner: by the critical path, or by the resource that has the most to do. */
  readonly bound: number;
  /** How many schedules were made. */
  readonly tried: number;
}

const POPULATION = 40;
const MUTATION = 0.05;
/** How much more often the activity that may least be late comes first (Drexl 1991: regret-based sampling). */
const REGRET = 1;

/**
 * A schedule of activities that share resources, as short as can be found: a genetic search over lists of activities (Hartmann
 * 1998), in which each schedule is justified to the right and to the left (Valls, Ballestín and Quintanilla 2005: "Justification
 * and RCPSP"). It ends early when nothing can be shorter. The same seed and number of schedules give the same plan.
 * @throws RexError VALIDATION_FAILED naming the activity that cannot be planned
 */
export function planProject(project: Project, effort: Effort): Plan {
  const network = networkOf(project);
  const search = new Search(network, effort);
  const { starts, end } = search.best();
  return {
    starts: Object.fromEntries(network.ids.map((id, n) => [id, starts[n] ?? 0])),
    end,
    bound: search.bound,
    tried: search.tried,
  };
}

/** The shortest that the critical path and each resource by itself allow. */
export function shortestBound(network: Network): number {
  const { durations, needs, capacities } = network;
  const loads = capacities.map((capacity, r) => {
    const work = needs.reduce((sum, need, n) => sum + (need[r] ?? 0) * (durations[n] ?? 0), 0);
    return capacity > 0 ? Math.ceil(work / capacity - 1e-9) : 0;
  });
  return Math.max(criticalPath(network).length, ...loads);
}

interface Individual {
  /** Activities by when they begin. */
  readonly list: readonly number[];
  readonly starts: readonly number[];
  readonly end: number;
}

class Search {
  readonly bound: number;
  tried = 0;
  private readonly network: Network;
  private readonly backwards: Network;
  private readonly effort: Effort;
  private readonly random: () => number;
  private readonly forward: SerialScheduler;
  private readonly backward: SerialScheduler;

  constructor(network: Network, effort: Effort) {
    this.network = network;
    this.backwards = { ...network, predecessors: network.successors, successors: network.predecessors };
    this.effort = effort;
    this.random = seededRandom(effort.seed ?? 1);
    this.forward = new SerialScheduler(network);
    this.backward = new SerialScheduler(this.backwards);
    this.bound = shortestBound(network);
  }

  best(): Individual {
    const urgency = latestStarts(this.network, criticalPath(this.network).length);
    const byUrgency = this.decode(this.sampled(urgency, false));
    let population = [byUrgency];
    while (population.length < POPULATION && this.goesOn(population))
      population.push(this.decode(this.sampled(urgency, true)));
    while (this.goesOn(population)) {
      const children: Individual[] = [];
      while (children.length < POPULATION && this.goesOn([...population.slice(0, 1), ...children])) {
        const [mother, father] = [this.oneOf(population), this.oneOf(population)];
        children.push(this.decode(this.mutated(this.crossed(mother.list, father.list))));
      }
      // One of a kind: else the search soon has nothing but copies of its best.
      const kinds = new Map([...population, ...children].map((each) => [each.starts.join(), each]));
      population = [...kinds.values()].toSorted((a, b) => a.end - b.end).slice(0, POPULATION);
    }
    return population.reduce((best, each) => (each.end < best.end ? each : best), byUrgency);
  }

  private goesOn(population: readonly Individual[]): boolean {
    const { schedules, isOver } = this.effort;
    return this.tried < schedules && isOver?.() !== true && population.every(({ end }) => end > this.bound);
  }

  private oneOf<T>(these: readonly T[]): T {
    return these[Math.floor(this.random() * these.length)] as T;
  }

  /** An order in which each comes after what it waits for: by urgency, or more often the more urgent. */
  private sampled(urgency: readonly number[], atRandom: boolean): number[] {
    const open = this.network.predecessors.map(({ length }) => length);
    const ready = open.flatMap((left, n) => (left === 0 ? [n] : []));
    const list: number[] = [];
    while (ready.length > 0) {
      const latest = Math.max(...ready.map((n) => urgency[n] ?? 0));
      const weights = ready.map((n) => latest - (urgency[n] ?? 0) + REGRET);
      const place = atRandom ? this.drawn(weights) : weights.indexOf(Math.max(...weights));
      const [n = 0] = ready.splice(place, 1);
      list.push(n);
      for (const each of this.network.successors[n] ?? []) {
        const left = (open[each] ?? 0) - 1;
        open[each] = left;
        if (left === 0) ready.push(each);
      }
    }
    return list;
  }

  private drawn(weights: readonly number[]): number {
    let left = this.random() * weights.reduce((sum, each) => sum + each, 0);
    const place = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return place < 0 ? weights.length - 1 : place;
  }

  /** Two points: the ends of one list, and between them what is left in the order of the other. */
  private crossed(mother: readonly number[], father: readonly number[]): number[] {
    const points = [this.random(), this.random()].map((each) => Math.floor(each * (mother.length + 1)));
    const [from = 0, to = 0] = points.toSorted((a, b) => a - b);
    const head = mother.slice(0, from);
    const taken = new Set(head);
    const middle = father.filter((n) => !taken.has(n)).slice(0, to - from);
    for (const n of middle) taken.add(n);
    return [...head, ...middle, ...mother.filter((n) => !taken.has(n))];
  }

  /** Neighbours change places where neither waits for the other. */
  private mutated(list: number[]): number[] {
    for (let place = 1; place < list.length; place++) {
      const [one = 0, next = 0] = [list[place - 1], list[place]];
      if (this.random() >= MUTATION || this.network.predecessors[next]?.includes(one)) continue;
      list[place - 1] = next;
      list[place] = one;
    }
    return list;
  }

  /** The schedule of a list, pushed to the right from its end and back to the left: it gets no longer. */
  private decode(list: readonly number[]): Individual {
    const first = this.forward.starts(list);
    const end = this.endOf(first);
    this.tried++;
    if (end <= this.bound) return { list: byStart(first, list), starts: first, end };
    const fromEnd = byStart(
      first.map((start, n) => -(start + (this.network.durations[n] ?? 0))),
      [...list].reverse(),
    );
    const right = this.backward.starts(fromEnd);
    const reach = this.endOf(right);
    const fromRight = byStart(
      right.map((start, n) => reach - start - (this.network.durations[n] ?? 0)),
      [...fromEnd].reverse(),
    );
    const starts = this.forward.starts(fromRight);
    this.tried += 2;
    return { list: byStart(starts, fromRight), starts, end: this.endOf(starts) };
  }

  private endOf(starts: readonly number[]): number {
    return starts.reduce((end, start, n) => Math.max(end, start + (this.network.durations[n] ?? 0)), 0);
  }
}

/** Stable: those that begin together stay in their order, so that one of no duration comes after what it waits for. */
const byStart = (starts: readonly number[], list: readonly number[]): number[] =>
  list.toSorted((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
