import { AGENTS } from '../../agents/registry.ts';
import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { whatIsMissing } from '../../missions/app/hold-resources.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import {
  type AudienceCounts,
  audienceCountsSchema,
  type MessageCounts,
  type MissionView,
} from '../../missions/contract/mission.ts';
import type { Mission, Release } from '../../missions/domain/mission.ts';
import { progressOf } from '../../missions/domain/progress.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { workflowOf } from '../../missions/domain/workflows/workflows.ts';
import { describeModel } from '../../scoring/domain/describe-model.ts';
import { reactivationModelSchema } from '../../scoring/domain/reactivation-model.ts';
import { progressCounts } from '../../sending/app/summarize-messages.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { missionLog } from './mission-log.ts';
import { senderWait } from './sender-wait.ts';

export interface ViewMissionDeps {
  readonly missions: MissionStore;
  readonly approvals: ApprovalStore;
  readonly cohorts: CohortStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly clock: Clock;
}

/** Progress after the executing phase, which ends at 90. */
const AFTER_EXECUTING: Partial<Record<Mission['state'], number>> = {
  COLLECTING: 92,
  ANALYZING: 96,
  OPTIMIZING: 98,
  COMPLETED: 100,
};

/** @throws RexError NOT_FOUND */
export async function viewMission(
  deps: ViewMissionDeps,
  workspace: string,
  id: string,
): Promise<MissionView> {
  const [mission, steps, decisions, log, replies] = await Promise.all([
    deps.missions.get(workspace, id),
    deps.missions.steps(workspace, id),
    deps.missions.decisions(workspace, id),
    missionLog(deps, workspace, id),
    deps.missions.replyCounts(workspace, id),
  ]);
  if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${id}.`);
  const approval = await approvalOfMission(deps.approvals, mission);
  const messages =
    mission.report?.messages ??
    (approval ? progressCounts(await deps.cohorts.list(workspace, id), approval) : null);
  const waits = await waitsFor(deps, mission, messages, approval);
  const model = reactivationModelSchema.safeParse(mission.report?.model).data;
  const layer = (name: string): number => decisions.filter((decision) => decision.layer === name).length;
  return {
    ...summarizeMission(mission, steps, waits),
    workflow: workflowOf(mission).name,
    params: mission.params,
    domain: mission.reservation?.domain ?? null,
    attempt: mission.attempt,
    steps: stepViews(mission, steps),
    decisions: decisions.map(({ at, layer: l, rule, action, confidence, explanation, durationMs }) => ({
      at,
      layer: l,
      rule,
      outcome: action,
      confidence,
      explanation,
      durationMs,
    })),
    decisionCounts: { stateMachine: layer('state-machine'), rules: layer('rules'), llm: layer('llm') },
    audience: mission.report?.audience ?? audienceOf(steps),
    messages,
    release: mission.release ? releaseView(mission.release) : null,
    repliesWaiting: replies.waiting,
    replyClasses: replies.classes,
    approvalId: mission.approvalId ?? null,
    report: mission.report ?? null,
    outcome: mission.outcome ?? null,
    scoredBy: model === undefined ? [] : describeModel(model),
    log,
  };
}

const releaseView = ({ stopped, resumed, ...release }: Release): NonNullable<MissionView['release']> => ({
  ...release,
  stopped: stopped ?? null,
  resumed: resumed ?? null,
});

/** Whether messages that were approved have still to go. */
const hasLeft = ({ approved, sent, blocked, rejected, unknown }: MessageCounts): boolean =>
  approved > sent + blocked + rejected + unknown;

const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ', ');

/** Computed for each request, because the holders of a resource change without the waiting mission. */
async function waitsFor(
  deps: ViewMissionDeps,
  mission: Mission,
  messages: MessageCounts | null,
  approval: MessagesApproval | undefined,
): Promise<string | undefined> {
  if (mission.state === 'EXECUTING') {
    if (approval?.state === 'pending')
      return `The mission waits for a person to approve its messages until ${minuteOf(approval.expiresAt)} UTC: "rex approvals approve ${approval.id}" shows and approves them.`;
    const isLeft = messages !== null && hasLeft(messages);
    return mission.release?.stopped?.explanation ?? senderWait(deps, mission, isLeft, deps.clock.now());
  }
  if (mission.state !== 'QUEUED' || !mission.waitingOn) return undefined;
  const missing = await whatIsMissing(deps, mission, deps.clock.now());
  return missing?.resource === mission.waitingOn ? `The mission waits for ${missing.sentence}.` : undefined;
}

export const summarizeMission = (
  mission: Mission,
  steps: readonly StepRecord[] = [],
  waitingFor?: string,
) => ({
  id: mission.id,
  name: mission.name,
  type: mission.type,
  state: mission.state,
  priority: mission.priority,
  progress: progressNow(mission, steps),
  reason: (mission.state === 'EXECUTING' && doingNow(mission, steps)) || mission.reason,
  waitingFor: waitingFor ?? mission.waitingFor ?? null,
  deadline: mission.deadline ?? null,
  createdAt: mission.createdAt,
  updatedAt: mission.updatedAt,
});

/** The steps tell it only while the mission executes, and of one that stopped before missions kept it. */
export const readsSteps = ({ state, stoppedIn, progress }: Mission): boolean =>
  state === 'EXECUTING' || (stoppedIn !== undefined && progress === undefined);

const progressNow = (mission: Mission, steps: readonly StepRecord[]): number =>
  AFTER_EXECUTING[mission.state] ??
  (readsSteps(mission) ? progressOf(workflowOf(mission), steps) : (mission.progress ?? 0));

/** What runs now, derived from the steps, so that it needs no record of its own. */
const doingNow = (mission: Mission, steps: readonly StepRecord[]): string | undefined => {
  const running = new Set(steps.filter(({ state }) => state !== 'done').map(({ name }) => name));
  return workflowOf(mission).steps.find(({ name }) => running.has(name))?.doing;
};

function stepViews(mission: Mission, steps: readonly StepRecord[]): MissionView['steps'] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  return workflowOf(mission).steps.map(({ name, dependsOn }) => {
    const step = byName.get(name);
    return {
      name,
      agent: AGENTS.agentOf(name).name,
      dependsOn: [...dependsOn],
      state: step?.state ?? 'pending',
      failures: step?.failures ?? 0,
      error: step?.error ?? null,
      parts: { total: Math.max(0, step?.total ?? 0), done: step?.done.length ?? 0 },
    };
  });
}

/** As the step that drafts counted it, before there is a report. */
const audienceOf = (steps: readonly StepRecord[]): AudienceCounts | null =>
  steps.flatMap(({ result }) => audienceCountsSchema.safeParse(result['audience']).data ?? [])[0] ?? null;
