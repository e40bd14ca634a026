import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { findAnomalies } from '../domain/anomalies.ts';
import { benchmarksOf } from '../domain/benchmarks.ts';
import { endsDay, hoursToClose, type Snapshot, snapshotEvent, summarizeDay } from '../domain/snapshot.ts';
import type { Standing } from '../domain/standing.ts';
import type { AnalyticsStore } from './ports/analytics.ts';

export interface MakeSnapshotsDeps extends RaiseAlertDeps {
  readonly analytics: AnalyticsStore;
  readonly pools: Pick<PoolStore, 'get'>;
}

const DAY_HOURS = 24;
/** Most hours that are closed afterwards, after a standstill. Older hours get no snapshot. */
const HOURS_AT_ONCE = 48;
const READS_AT_ONCE = 8;
const DAYS_COMPARED = 31;
const MISSIONS_COMPARED = 200;

/**
 * Closes the past hours of a workspace: stores the snapshot of each with its event, and compares the last 24 hours with the
 * workspace's own past. A second caller finds an hour closed and continues. After a death in between, the comparison is
 * made with the next hour, whose last 24 hours are nearly the same.
 * @returns how many hours were closed
 */
export async function makeSnapshots(
  deps: MakeSnapshotsDeps,
  workspace: string,
  correlationId: string,
): Promise<number> {
  const now = deps.clock.now();
  const [last] = await deps.analytics.hours(workspace, 1);
  const open = hoursToClose(last?.hour, now, HOURS_AT_ONCE);
  if (open.length === 0) return 0;
  const pool = await deps.pools.get(workspace);
  const reputations = Object.fromEntries(
    (pool?.domains ?? []).map(({ domain, reputation }) => [domain, reputation]),
  );
  const counted = await mapConcurrent(open, READS_AT_ONCE, (hour) => deps.analytics.counted(workspace, hour));
  // The history of a workspace begins with the first hour in which something was counted.
  const began = last ? 0 : counted.findIndex((counts) => Object.keys(counts).length > 0);
  let closed = 0;
  for (const [i, hour] of open.entries()) {
    const counts = counted[i] ?? {};
    if (began < 0 ? i < open.length - 1 : i < began) continue;
    const snapshot: Snapshot = { workspace, hour, counts, reputations };
    if (await deps.analytics.closeHour(snapshot, snapshotEvent(snapshot, now, correlationId))) closed += 1;
    if (endsDay(hour)) await closeDay(deps, workspace, hour.slice(0, 10));
  }
  const standing = await compare(deps, workspace, now);
  await deps.analytics.putStanding(standing);
  for (const anomaly of standing.anomalies) {
    const { type, of, severity, title, message, observed, expected, pValue, evidence } = anomaly;
    const raised = { workspace, type, severity, title, message, cause: `${type} ${of}`.trim() };
    await raiseAlert(
      deps,
      { ...raised, evidence: { ...evidence, observed, expected, pValue } },
      correlationId,
    );
  }
  return closed;
}

async function closeDay({ analytics }: MakeSnapshotsDeps, workspace: string, day: string): Promise<void> {
  const hours = await analytics.hours(workspace, DAY_HOURS + HOURS_AT_ONCE);
  const ofDay = hours.filter(({ hour }) => hour.startsWith(day));
  await analytics.putDay(summarizeDay(workspace, day, ofDay));
}

async function compare({ analytics }: MakeSnapshotsDeps, workspace: string, now: Date): Promise<Standing> {
  const [hours, days, ended] = await Promise.all([
    analytics.hours(workspace, DAY_HOURS),
    analytics.days(workspace, DAYS_COMPARED),
    analytics.ended(workspace, MISSIONS_COMPARED),
  ]);
  return {
    workspace,
    at: now.toISOString(),
    benchmarks: benchmarksOf(ended, days.slice(1)),
    anomalies: findAnomalies({ hours, days, ended }),
  };
}
