import { quantile } from '../../../shared/statistics/domain/quantiles.ts';
import type { VirtualClock } from '../clock.ts';

interface Invocation {
  readonly at: number;
  readonly ms: number;
  readonly isError: boolean;
  /** How many ran at once when it began. */
  readonly atOnce: number;
}

/** So many of the latest of each function are known, since the start. */
const KEPT = 5_000;

/** What CloudWatch would know of the invocations of functions. */
export interface Invocations {
  /** Told when one begins; it returns what is told of its end. */
  begin(functionName: string): (ms: number, isOk: boolean) => void;
  /** A statistic of a metric of AWS/Lambda, by the period that it is of; undefined for one that is not known here. */
  statistic(asked: {
    readonly functionName: string;
    readonly metric: string;
    readonly stat: string;
    readonly from: number;
    readonly to: number;
    readonly periodMs: number;
  }): Map<number, number> | undefined;
}

export function createInvocations(clock: Pick<VirtualClock, 'time'>): Invocations {
  const known = new Map<string, Invocation[]>();
  const running = new Map<string, number>();
  return {
    begin(name) {
      const at = clock.time();
      const atOnce = (running.get(name) ?? 0) + 1;
      running.set(name, atOnce);
      return (ms, isOk) => {
        running.set(name, (running.get(name) ?? 1) - 1);
        const all = known.get(name) ?? [];
        all.push({ at, ms, isError: !isOk, atOnce });
        if (all.length > KEPT) all.splice(0, all.length - KEPT);
        known.set(name, all);
      };
    },
    statistic({ functionName, metric, stat, from, to, periodMs }) {
      const measured = METRICS[metric];
      const aggregate = aggregateOf(stat);
      if (!measured || !aggregate) return undefined;
      const within = (known.get(functionName) ?? []).filter(({ at }) => at >= from && at < to);
      const periods = Map.groupBy(within, ({ at }) => Math.floor(at / periodMs) * periodMs);
      return new Map([...periods].map(([at, all]) => [at, aggregate(all.map(measured))]));
    },
  };
}

const METRICS: Readonly<Record<string, (of: Invocation) => number>> = {
  Invocations: () => 1,
  Errors: ({ isError }) => Number(isError),
  // Those over the concurrency wait here.
  Throttles: () => 0,
  Duration: ({ ms }) => ms,
  ConcurrentExecutions: ({ atOnce }) => atOnce,
};

function aggregateOf(stat: string): ((values: readonly number[]) => number) | undefined {
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  const share = /^p(\d{1,2}(?:\.\d+)?)$/.exec(stat)?.[1];
  if (share !== undefined) return (values) => quantile(values, Number(share) / 100);
  return {
    Sum: sum,
    Average: (values: readonly number[]) => sum(values) / values.length,
    Maximum: (values: readonly number[]) => Math.max(...values),
  }[stat];
}
