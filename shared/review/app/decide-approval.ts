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
import { heldMessages, messageQuality } from '../../drafting/app/message-quality.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { decideAnswer } from '../../inbox/app/decide-answer.ts';
import type { AnswerQueue, AnswerStore } from '../../inbox/app/ports/answers.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Actor, REX } from '../../kernel/events.ts';
import type { StepDeps } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { ReleasedContent } from '../../quality/app/ports/released-content.ts';
import { belowText } from '../../quality/domain/below.ts';
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
  readonly contents: Pick<ContentStore, 'get'>;
  readonly released: ReleasedContent;
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
  if (found.state === 'pending' && decision.outcome === 'approved') await refuseHeld(deps, found);
  const approval = await record(deps, found, { ...decision, by: subject }, by.actor);
  await tellDecision(deps, approval);
  return approval;
}

/** So many are named in a refusal; the approval shows all. */
const NAMED = 3;

/**
 * Messages below the threshold of the workspace go out only when a person has let pass exactly their words. Nothing is sent
 * without this decision, so it is asked here, by the rules as they are now.
 * @throws RexError CONFLICT that says of each how good it is, and what to do
 */
async function refuseHeld(
  deps: Pick<DecideApprovalDeps, 'workspaces' | 'contents' | 'released'>,
  { workspace, id, missionId }: MessagesApproval,
): Promise<void> {
  const record = await deps.workspaces.get(workspace);
  if (!record?.settings.quality.gate) return;
  const content = await deps.contents.get(workspace, missionId);
  const messages = content && (await messageQuality(content, record.settings.quality));
  const held = await heldMessages(deps, workspace, messages ?? []);
  if (held.length === 0) return;
  const named = held
    .slice(0, NAMED)
    .map(
      (message) =>
        `Step ${message.step}, variant ${message.variant}: ${belowText(message, message.findings, message.more)}`,
    );
  const others =
    held.length > NAMED
      ? [`${held.length - NAMED} other messages are below, too; the approval ${id} shows all.`]
      : [];
  throw new RexError(
    'CONFLICT',
    [
      ...named,
      ...others,
      'Let exactly these words pass, each with a reason (POST /lords/aesthete/approve with message: mission, step and variant),',
      'or change what the workspace wants (settings, quality), or reject the messages. Then approve.',
    ].join(' '),
  );
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
