import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { DECISION_PART, tellDecision } from '../../approvals/app/tell-decision.ts';
import {
  APPROVAL_EXPIRES_MS,
  approvalDigest,
  draftsDigest,
  isStanding,
  type MessagesApproval,
} from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { draftBlock } from '../../drafting/domain/cohort.ts';
import { addMs } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import { expectParts, finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import { type Mission, missionEvent } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';

export interface StartApprovalDeps extends StepDeps {
  readonly approvals: ApprovalStore;
  readonly cohorts: CohortStore;
  readonly wake: Scheduler<MissionMessage>;
}

/** Requests one decision over all drafts. Without drafts, no approval is needed. */
export async function startApproval(
  deps: StartApprovalDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const approval = await openApproval(deps, mission);
  await expectParts(deps, step, 1, { state: 'waiting' });
  if (approval.recipients === 0) return finishPart(deps, step, DECISION_PART);
  if (approval.state !== 'pending') return tellDecision(deps, approval);
  await deps.wake.at(`${mission.id}-approval`, new Date(approval.expiresAt), {
    kind: 'settle-approval',
    workspace: mission.workspace,
    missionId: mission.id,
  });
}

/**
 * The approval that is pending or decided already, or a new one over the current drafts. After a rejection, only a retry by a
 * person requests a new approval, not the restart of an execution.
 */
async function openApproval(deps: StartApprovalDeps, mission: Mission): Promise<MessagesApproval> {
  const existing = await approvalOfMission(deps.approvals, mission);
  if (existing && (existing.state === 'pending' || isStanding(existing, mission))) return existing;
  const now = deps.clock.now();
  const all = await deps.cohorts.listDrafts(mission.workspace, mission.id);
  const cohorts = Object.fromEntries(all.map((drafts) => [drafts.cohort, draftsDigest(drafts)]));
  const digest = approvalDigest(cohorts);
  const blockedDrafts: Record<string, number> = {};
  let messages = 0;
  let costUsd = 0;
  for (const lead of all.flatMap((drafts) => drafts.leads)) {
    for (const [i, message] of lead.messages.entries()) {
      const code = draftBlock(message);
      if (code === undefined) {
        messages += 1;
        costUsd += lead.channels?.[i]?.costUsd ?? EMAIL_USD;
      } else blockedDrafts[code] = (blockedDrafts[code] ?? 0) + 1;
    }
  }
  const approval: MessagesApproval = {
    workspace: mission.workspace,
    id: approvalId(mission, digest),
    version: 1,
    subject: 'messages',
    missionId: mission.id,
    state: 'pending',
    digest,
    policyVersion: POLICY_VERSION,
    cohorts,
    recipients: all.reduce((sum, drafts) => sum + drafts.leads.length, 0),
    messages,
    costUsd: Math.round(costUsd * 1e6) / 1e6,
    blockedDrafts,
    createdAt: now.toISOString(),
    expiresAt: addMs(now, APPROVAL_EXPIRES_MS).toISOString(),
  };
  const stored = await createOnce(deps.approvals, approval, mission.correlationId);
  await deps.missions.save(
    {
      ...mission,
      approvalId: stored.id,
      updatedAt: now.toISOString(),
    },
    {
      events: [
        missionEvent(mission, 'mission.approval-requested', { now, actor: REX }, { approvalId: stored.id }),
      ],
    },
  );
  return stored;
}

/** After a death between this and the save of the mission, the next try finds the approval under the same id. */
async function createOnce(
  approvals: ApprovalStore,
  approval: MessagesApproval,
  correlationId: string,
): Promise<MessagesApproval> {
  const at = new Date(approval.createdAt);
  try {
    await approvals.create(approval, [approvalEvent(approval, 'approval.requested', REX, at, correlationId)]);
    return approval;
  } catch (error) {
    const { workspace, id: approvalId } = approval;
    const earlier = await approvalOfMission(approvals, { workspace, approvalId });
    if (!earlier) throw error;
    return earlier;
  }
}

/** Sorts by the time of the mission; differs for other drafts and for every new request after a decision. */
const approvalId = (mission: Mission, digest: string): string =>
  `a_${mission.id.slice(2, 12)}${shortHash(`${mission.id} ${digest} ${mission.approvalId ?? ''}`, 16)}`;
