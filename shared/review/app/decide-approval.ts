import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { tellDecision } from '../../approvals/app/tell-decision.ts';
import {
  type Approval,
  decide,
  isOver,
  isSameDecision,
  isStanding,
  type MessagesApproval,
} from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { decideAnswer } from '../../inbox/app/decide-answer.ts';
import type { AnswerQueue, AnswerStore } from '../../inbox/app/ports/answers.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, REX } from '../../kernel/events.ts';
import type { StepDeps } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { decideChange } from '../../recommendations/app/decide-change.ts';
import type { RecommendationStore } from '../../recommendations/app/ports/recommendations.ts';
import { type WakeCohortsDeps, wakeCohorts } from '../../sending/app/wake-cohorts.ts';
import { type DecideTaskDeps, decideTask } from '../../tasks/app/decide-task.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface SettleApprovalDeps extends StepDeps {
  readonly approvals: ApprovalStore;
}
export interface DecideApprovalDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly approvals: ApprovalStore;
  readonly recommendations: RecommendationStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly answers: AnswerStore;
  readonly answerQueue: AnswerQueue;
  readonly cohorts: WakeCohortsDeps['cohorts'];
  readonly outbound: WakeCohortsDeps['outbound'];
  readonly tasks: DecideTaskDeps['tasks'];
  readonly trackRecords: DecideTaskDeps['trackRecords'];
  readonly taskQueue: DecideTaskDeps['taskQueue'];
}

export interface DecideApproval {
  readonly workspace: string;
  readonly id: string;
  readonly subject: string;
  readonly outcome: 'approved' | 'rejected';
  readonly digest?: string;
  readonly reason?: string;
  readonly correlationId: string;
}

/**
 * Records a decision, once. A decision on messages then continues or stops the mission; after a death in between, the sweep
 * or a repeat does this. A decision on a change of the settings, or on an answer, is stored together with what it decides about.
 * @throws RexError NOT_FOUND; CONFLICT after another decision, or when the approval has expired, binds other content or is void
 */
export async function decideApproval(deps: DecideApprovalDeps, input: DecideApproval): Promise<Approval> {
  const { workspace, id, subject, correlationId, ...decision } = input;
  const found = await deps.approvals.get(workspace, id);
  if (!found) throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
  const by = { actor: { kind: 'user', id: subject }, correlationId } as const;
  if (found.subject === 'settings') {
    const decided = await decideChange(deps, found, { ...decision, cause: by });
    // What cohorts wait for may be what was changed. Repeated, it wakes them again.
    if (decided.state === 'approved') await wakeCohorts(deps, workspace);
    return decided;
  }
  if (found.subject === 'answer') return decideAnswer(deps, found, { ...decision, cause: by });
  if (found.subject === 'task') return decideTask(deps, found, { ...decision, cause: by });
  const approval = await record(deps, found, { ...decision, by: subject }, by.actor);
  await tellDecision(deps, approval);
  return approval;
}

/**
 * Expires an approval that nobody answered in time; silence is never consent. Early calls do nothing. When it was decided
 * already, the decision is passed to the mission again, because the process that recorded it may have died before.
 */
export async function settleApproval(
  deps: SettleApprovalDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  const approval = mission && (await approvalOfMission(deps.approvals, mission));
  if (!approval || (approval.state !== 'pending' && !isStanding(approval, mission))) return;
  const decided =
    approval.state === 'pending' && isOver(approval, deps.clock.now())
      ? await record(deps, approval, { outcome: 'expired', by: 'rex' }, REX)
      : approval;
  await tellDecision(deps, decided);
}

type Decision = Omit<Parameters<typeof decide>[1], 'now'>;

function record(
  deps: SettleApprovalDeps,
  { workspace, id, missionId }: MessagesApproval,
  decision: Decision,
  actor: Actor,
): Promise<MessagesApproval> {
  return retryOnConflict(async () => {
    const approval = await approvalOfMission(deps.approvals, { workspace, approvalId: id });
    if (!approval) throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
    if (isSameDecision(approval, decision)) return approval;
    const now = deps.clock.now();
    const decided = decide(approval, { ...decision, now });
    const mission = await deps.missions.get(workspace, missionId);
    const saved = { ...decided, version: decided.version + 1 };
    const event = approvalEvent(saved, 'approval.decided', actor, now, mission?.correlationId ?? '');
    await deps.approvals.save(decided, [event]);
    return saved;
  });
}
