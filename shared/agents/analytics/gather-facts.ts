import type { AnalyticsStore } from '../../analytics/app/ports/analytics.ts';
import { trendsOf } from '../../analytics/domain/trends.ts';
import { addCounts, fullCounts, hourOf, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import type { Proportion } from '../../experiments/domain/proportions.ts';
import { addMs, DAY, HOUR, utcDay } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionReport } from '../../missions/contract/mission.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Facts } from './recommend.ts';

export interface GatherFactsDeps {
  readonly missions: Pick<MissionStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly analytics: AnalyticsStore;
  readonly sendTimes: Pick<SendTimeStore, 'get'>;
}

const DAY_HOURS = 24;
const MONTH_DAYS = 31;
/** The most reports that a review reads; older missions are counted as left out. */
const REPORTS_READ = 50;
const ENDED_READ = 200;

/** What a mission's own results say, beside what the workspace knows. Undefined without settings. */
export async function factsOfMission(
  deps: GatherFactsDeps,
  workspace: string,
  report: MissionReport,
  now: Date,
): Promise<Facts | undefined> {
  const known = await whatIsKnown(deps, workspace, MONTH_DAYS, now);
  if (!known) return undefined;
  const { messages } = report;
  return { ...known.facts, counts: messages, variants: variantsOf([report]), incremental: report };
}

export interface Reviewed {
  readonly facts: Facts;
  /** Missions whose reports were read, and those that were left out. */
  readonly missions: number;
  readonly unread: number;
}

/** What all missions together say that ended since a moment, and all that was counted in its days. */
export async function factsOfReview(
  deps: GatherFactsDeps,
  workspace: string,
  since: Date,
  now: Date,
): Promise<Reviewed | undefined> {
  const days = Math.ceil((now.getTime() - since.getTime()) / DAY);
  const [known, ended] = await Promise.all([
    whatIsKnown(deps, workspace, Math.max(MONTH_DAYS, days), now),
    deps.analytics.ended(workspace, ENDED_READ),
  ]);
  if (!known) return undefined;
  const completed = ended.filter(
    ({ state, endedAt }) => state === 'COMPLETED' && endedAt >= since.toISOString(),
  );
  const reports = (
    await mapConcurrent(completed.slice(0, REPORTS_READ), 8, ({ missionId }) =>
      deps.missions.get(workspace, missionId),
    )
  ).flatMap((mission) => mission?.report ?? []);
  const counted = known.days.filter(({ day }) => day >= utcDay(since));
  const { sent, ...rest } = fullCounts(addCounts(counted.map(({ counts }) => counts)));
  // Reactions may be counted on a later day than their messages, so no rate may exceed the number sent.
  const most = (count: number): number => Math.min(count, sent);
  return {
    facts: {
      ...known.facts,
      counts: {
        sent,
        bounced: most(rest.bounced),
        complained: most(rest.complained),
        unsubscribed: most(rest.unsubscribed),
        replied: most(rest.replied),
      },
      variants: variantsOf(reports),
    },
    missions: reports.length,
    unread: Math.max(0, completed.length - REPORTS_READ),
  };
}

type Known = Omit<Facts, 'counts' | 'variants' | 'incremental'>;

async function whatIsKnown(
  { workspaces, analytics, sendTimes }: GatherFactsDeps,
  workspace: string,
  daysBack: number,
  now: Date,
): Promise<{ facts: Known; days: { day: string; counts: SomeCounts }[] } | undefined> {
  const latest = [hourOf(addMs(now, -HOUR)), hourOf(now)];
  const [record, hours, summed, snapshots, ...counted] = await Promise.all([
    workspaces.get(workspace),
    sendTimes.get(workspace),
    analytics.days(workspace, daysBack),
    analytics.hours(workspace, 2 * DAY_HOURS),
    ...latest.map((hour) => analytics.counted(workspace, hour)),
  ]);
  if (!record) return undefined;
  const dayOf = ({ hour }: { readonly hour: string }): string => hour.slice(0, 10);
  const closed = new Set(summed.map(({ day }) => day));
  const snapped = new Set(snapshots.map(({ hour }) => hour));
  const open = latest.flatMap((hour, i) => (snapped.has(hour) ? [] : [{ hour, counts: counted[i] ?? {} }]));
  const openDays = Map.groupBy(
    [...snapshots, ...open].filter((each) => !closed.has(dayOf(each))),
    dayOf,
  );
  const days = [
    ...summed,
    ...[...openDays].map(([day, of]) => ({ day, counts: addCounts(of.map(({ counts }) => counts)) })),
  ];
  const since = (hoursBack: number): string => hourOf(addMs(now, -hoursBack * HOUR));
  const between = (from: string, to: string): SomeCounts =>
    addCounts(snapshots.filter(({ hour }) => hour >= from && hour < to).map(({ counts }) => counts));
  return {
    facts: {
      settings: record.settings,
      hours,
      busiestDay: Math.max(0, ...days.slice(-MONTH_DAYS).map(({ counts }) => counts.sent ?? 0)),
      trends: trendsOf(between(since(DAY_HOURS), since(0)), between(since(2 * DAY_HOURS), since(DAY_HOURS))),
    },
    days,
  };
}

/** Answers by variant, of all reports together: whoever was assigned counts, in each mission. */
function variantsOf(reports: readonly MissionReport[]): Facts['variants'] {
  const results = reports.flatMap(({ ab }) => ab?.variants ?? []);
  const of = (name: string): Proportion => {
    const own = results.filter(({ variant }) => variant === name);
    return {
      successes: own.reduce((sum, { replied }) => sum + replied.count, 0),
      trials: own.reduce((sum, { leads }) => sum + leads, 0),
    };
  };
  return { A: of('A'), B: of('B') };
}
