import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { busy } from '../../domains/domain/choose-domain.ts';
import { newPool, type Pool } from '../../domains/domain/pool.ts';
import { healthOf } from '../../domains/domain/reputation.ts';
import { addCounts, fullCounts, hourOf, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { addMs, type Clock, HOUR } from '../../kernel/clock.ts';
import type { AnalyticsView } from '../contract/view.ts';
import { benchmarksOf } from '../domain/benchmarks.ts';
import { hoursToClose } from '../domain/snapshot.ts';
import { ratesOf, trendsOf } from '../domain/trends.ts';
import type { AnalyticsStore } from './ports/analytics.ts';

export interface ViewAnalyticsDeps {
  readonly analytics: AnalyticsStore;
  readonly pools: Pick<PoolStore, 'get'>;
  readonly clock: Clock;
}

const DAY_HOURS = 24;

/**
 * The current numbers of a workspace beside its last days and its usual values. It takes five reads, however much data there
 * is: past hours have snapshots, and longer computations are made when an hour is closed.
 */
export async function viewAnalytics(
  deps: ViewAnalyticsDeps,
  workspace: string,
  { days }: { readonly days: number } = { days: 1 },
): Promise<AnalyticsView> {
  const now = deps.clock.now();
  const [thisHour, lastHour] = [hourOf(now), hourOf(addMs(now, -HOUR))];
  const [history, counted, countedBefore, standing, pool] = await Promise.all([
    deps.analytics.hours(workspace, Math.max(2, days) * DAY_HOURS),
    deps.analytics.counted(workspace, thisHour),
    deps.analytics.counted(workspace, lastHour),
    deps.analytics.standing(workspace),
    deps.pools.get(workspace),
  ]);
  const snapshots = new Map(history.map((snapshot) => [snapshot.hour, snapshot]));
  const current = addCounts([counted, snapshots.has(lastHour) ? {} : countedBefore]);
  const since = (hours: number) => hourOf(addMs(now, -hours * HOUR));
  const between = (from: number, to: number): SomeCounts[] =>
    history.filter(({ hour }) => hour > since(from) && hour <= since(to)).map(({ counts }) => counts);
  const last24h = addCounts([current, ...between(DAY_HOURS, 0)]);
  const period = addCounts([current, ...between(days * DAY_HOURS, 0)]);
  return {
    current: {
      at: now.toISOString(),
      hour: thisHour,
      thisHour: fullCounts(current),
      last24h: fullCounts(last24h),
      rates: ratesOf(last24h),
      ...resourcesOf(pool ?? newPool(workspace), now),
    },
    period: { days, counts: fullCounts(period), rates: ratesOf(period) },
    history: (standing
      ? hoursToClose(since(days * DAY_HOURS + 1), new Date(standing.at), days * DAY_HOURS)
      : []
    ).map((hour) => {
      const snapshot = snapshots.get(hour);
      return {
        hour,
        counts: fullCounts(snapshot?.counts ?? {}),
        reputation: lowest(Object.values(snapshot?.reputations ?? {})),
      };
    }),
    trends: trendsOf(last24h, addCounts(between(2 * DAY_HOURS, DAY_HOURS))),
    benchmarks: standing?.benchmarks ?? benchmarksOf([], []),
    anomalies: standing?.anomalies ?? [],
    comparedAt: standing?.at ?? null,
  };
}

function resourcesOf(
  { crews, domains }: Pool,
  now: Date,
): Pick<AnalyticsView['current'], 'crews' | 'domains'> {
  return {
    crews: {
      busy: crews.reduce((sum, { holders }) => sum + busy(holders, now), 0),
      capacity: crews.reduce((sum, { capacity }) => sum + capacity, 0),
    },
    domains: domains.map(({ domain, status, reputation }) => ({
      domain,
      status,
      reputation,
      health: healthOf(reputation),
    })),
  };
}

const lowest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.min(...values);
