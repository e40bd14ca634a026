import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { findAnomalies } from '../domain/anomalies.ts';
import { benchmarksOf } from '../domain/benchmarks.ts';
import {
  type DaySummary,
  endsDay,
  hourAfter,
  hoursToClose,
  latestOver,
  type Snapshot,
  snapshotEvent,
  startOf,
  summarizeDay,
} from '../domain/snapshot.ts';
import type { Standing } from '../domain/standing.ts';
import { History } from './history.ts';
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
 * workspace's own past. A second caller finds an hour closed and continues. The comparison is written last and records how
 * far the hours are closed: after a death in between, the next run processes the same hours again.
 * @param history is read after the hours are closed, where it is not known what was closed before
 * @returns how many snapshots were written; an hour in which nothing was counted has none
 */
export async function makeSnapshots(
  deps: MakeSnapshotsDeps,
  workspace: string,
  correlationId: string,
  history = new History(deps.analytics, workspace),
): Promise<number> {
  const now = deps.clock.now();
  const [before, pool] = await Promise.all([deps.analytics.standing(workspace), deps.pools.get(workspace)]);
  const last = before && latestOver(new Date(before.at));
  history.begin(last);
  const open = hoursToClose(last, now, HOURS_AT_ONCE);
  if (open.length === 0) return 0;
  const reputations = Object.fromEntries(
    (pool?.domains ?? []).map(({ domain, reputation }) => [domain, reputation]),
  );
  const counted = await mapConcurrent(open, READS_AT_ONCE, (hour) => deps.analytics.counted(workspace, hour));
  // The history of a workspace begins with the first hour in which something was counted.
  const began = before ? 0 : counted.findIndex((counts) => Object.keys(counts).length > 0);
  let written = 0;
  for (const [i, hour] of open.entries()) {
    const counts = counted[i] ?? {};
    if (began < 0 || i < began) continue;
    const snapshot: Snapshot = { workspace, hour, counts, reputations };
    if (Object.keys(counts).length > 0) {
      if (await deps.analytics.closeHour(snapshot, snapshotEvent(snapshot, now, correlationId))) {
        written += 1;
        history.add({ hours: [snapshot] });
      } else history.forget();
    }
    if (endsDay(hour)) await closeDay(deps, history, snapshot, hour.slice(0, 10));
  }
  const standing = await compare(deps, history, { workspace, reputations }, now);
  await deps.analytics.putStanding(standing);
  await history.end(latestOver(now));
  for (const anomaly of standing.anomalies) {
    const { type, of, severity, title, message, observed, expected, pValue, evidence } = anomaly;
    const raised = { workspace, type, severity, title, message, cause: `${type} ${of}`.trim() };
    await raiseAlert(
      deps,
      { ...raised, evidence: { ...evidence, observed, expected, pValue } },
      correlationId,
    );
  }
  return written;
}

/** A workspace and the reputations of its domains now. */
type Closing = Pick<DaySummary, 'workspace' | 'reputations'>;

async function closeDay(
  { analytics }: MakeSnapshotsDeps,
  history: History,
  closing: Closing,
  day: string,
): Promise<void> {
  const hours = await analytics.hours(closing.workspace, DAY_HOURS + HOURS_AT_ONCE);
  const ofDay = hours.filter(({ hour }) => hour.startsWith(day));
  const summary = summarizeDay(closing, day, ofDay);
  if (await analytics.putDay(summary)) history.add({ days: [summary] });
  else history.forget();
}

async function compare(
  { analytics }: MakeSnapshotsDeps,
  history: History,
  { workspace, reputations }: Closing,
  now: Date,
): Promise<Standing> {
  const [hours, days, ended] = await Promise.all([
    history.hours(),
    history.days(),
    analytics.ended(workspace, MISSIONS_COMPARED),
  ]);
  const first = hourAfter(latestOver(now), 1 - DAY_HOURS);
  const lastDay = hours.filter(({ hour }) => hour >= first);
  const compared = days.slice(-DAYS_COMPARED);
  return {
    workspace,
    at: now.toISOString(),
    benchmarks: benchmarksOf(ended, compared.slice(1)),
    anomalies: findAnomalies({ since: startOf(first), hours: lastDay, reputations, days: compared, ended }),
  };
}
