import type { AnalyticsStore } from '../../analytics/app/ports/analytics.ts';
import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { recentDays } from '../../domains/app/check-domain-health.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isHeld } from '../../domains/domain/pool.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { type Cohort, draftBlock, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import { addCounts } from '../../engagement/domain/hour-counts.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type OutreachMission, outreachMission } from '../../missions/domain/mission.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import { replyRates } from '../../sending/domain/reply-rates.ts';
import { sendHoursOf } from '../../sending/domain/send-time.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Simulation } from '../contract/simulation.ts';
import { unsubscribeRate } from '../domain/people.ts';
import { type ActualSendsDeps, readActualSends } from './actual-sends.ts';
import { NOTHING_USED, type PlanInput, SAME, type Used } from './plan-input.ts';
import { playPlan } from './play-plan.ts';
import { simulationView } from './simulation-view.ts';

export interface SimulateMissionDeps extends ActualSendsDeps {
  readonly missions: Pick<MissionStore, 'get' | 'getStep'>;
  readonly cohorts: Pick<CohortStore, 'list' | 'getDrafts'>;
  readonly contents: Pick<ContentStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: Pick<PoolStore, 'get' | 'day' | 'risked' | 'traffic'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly sendTimes: Pick<SendTimeStore, 'get'>;
  readonly analytics: Pick<AnalyticsStore, 'days'>;
  readonly clock: Clock;
}

/** With 6 messages each, what a function plays within the time of a request. */
const MOST_LEADS = 100_000;
const READ_AT_ONCE = 20;
const DAYS_OF_HISTORY = 90;

/**
 * A mission played forward from now, or from when its messages began to go out, beside what it sent. It can be asked once its
 * leads are chosen and its messages are drafted.
 * @throws RexError NOT_FOUND, or CONFLICT when there is nothing to play yet or too much of it
 */
export async function simulateMission(
  deps: SimulateMissionDeps,
  {
    workspace,
    missionId,
    seed,
    days,
  }: {
    readonly workspace: string;
    readonly missionId: string;
    readonly seed: number;
    readonly days: number;
  },
): Promise<Simulation> {
  const found = await deps.missions.get(workspace, missionId);
  if (!found) throw new RexError('NOT_FOUND', `There is no mission ${missionId}.`);
  const mission = outreachMission(found);
  const { steps } = mission.params;
  const [cohorts, content, step, approval] = await Promise.all([
    deps.cohorts.list(workspace, missionId),
    deps.contents.get(workspace, missionId),
    deps.missions.getStep(workspace, missionId, 'outreach'),
    approvalOfMission(deps.approvals, mission),
  ]);
  if (!content || !approval || cohorts.length === 0)
    throw new RexError(
      'CONFLICT',
      'Its leads are not chosen or its messages are not drafted yet. Simulate the mission when it asks for an approval.',
    );
  const leads = cohorts.reduce((sum, { size }) => sum + size, 0);
  if (leads > MOST_LEADS)
    throw new RexError(
      'CONFLICT',
      `It writes to ${leads} leads, and at most ${MOST_LEADS} are played. Set \`maxLeads\` of the mission, or divide it.`,
    );
  const started = step && new Date(step.startedAt);
  const { input, sharedWith } = await inputOf(deps, { mission, cohorts, content, started, seed, days });
  const actual = started && (await readActualSends(deps, { workspace, missionId, steps }, cohorts));
  return simulationView({ input, plan: playPlan(input), actual, approval, leads, sharedWith });
}

async function inputOf(
  deps: SimulateMissionDeps,
  {
    mission,
    cohorts,
    content,
    started,
    seed,
    days,
  }: {
    readonly mission: OutreachMission;
    readonly cohorts: readonly Cohort[];
    readonly content: PlanInput['content'];
    readonly started: Date | undefined;
    readonly seed: number;
    readonly days: number;
  },
): Promise<{ readonly input: PlanInput; readonly sharedWith: number }> {
  const { workspace } = mission;
  const now = deps.clock.now();
  const start = started ?? now;
  const [record, pool, hours, history, drafts] = await Promise.all([
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
    deps.sendTimes.get(workspace),
    deps.analytics.days(workspace, DAYS_OF_HISTORY),
    mapConcurrent(cohorts, READ_AT_ONCE, ({ id }) => draftsOf(deps, mission, id)),
  ]);
  const name = content.from.address.slice(content.from.address.lastIndexOf('@') + 1);
  const domain = pool?.domains.find((candidate) => candidate.domain === name);
  if (!record || !domain)
    throw new RexError('CONFLICT', `Its sending domain ${name} is no longer in the pool.`);
  const { settings } = record;
  const [traffic, used] = await Promise.all([
    recentDays(deps.pools, name, start),
    started ? NOTHING_USED : usedToday(deps, workspace, name, now),
  ]);
  const counted = addCounts(history.map(({ counts }) => counts));
  const input: PlanInput = {
    seed,
    start,
    horizonDays: days,
    mission,
    settings: { ...settings, paused: false },
    content,
    domain: { ...domain, status: 'active' },
    traffic,
    used,
    cohorts: cohorts.map(({ id, timeZone, order, size, sendHours }, i) => ({
      id,
      timeZone,
      order,
      size,
      sendHours: sendHours ?? sendHoursOf(mission, id, hours, settings),
      leads: drafts[i] ?? [],
    })),
    rates: {
      reply: replyRates(hours?.channels ?? {}),
      unsubscribe: unsubscribeRate({ sent: counted.sent ?? 0, unsubscribed: counted.unsubscribed ?? 0 }),
    },
  };
  const holders = domain.holders.filter((each) => each.missionId !== mission.id && isHeld(each, now));
  return { input, sharedWith: holders.length };
}

/** Without the hashes of the messages, which are most of the drafts. */
async function draftsOf(
  { cohorts }: SimulateMissionDeps,
  { workspace, id }: OutreachMission,
  cohort: string,
): Promise<LeadDrafts[]> {
  const drafts = await cohorts.getDrafts(workspace, id, cohort);
  return (drafts?.leads ?? []).map((lead) => ({
    ...lead,
    messages: lead.messages.map((message) => (draftBlock(message) === undefined ? SAME : message)),
  }));
}

async function usedToday(
  { pools }: SimulateMissionDeps,
  workspace: string,
  domain: string,
  now: Date,
): Promise<Used> {
  const day = utcDay(now);
  const [{ sent, domains, inboxes, channels }, risked] = await Promise.all([
    pools.day(workspace, day),
    pools.risked(domain, day),
  ]);
  return { sent, domains, inboxes, channels, risked };
}
