import { type Approval, decide } from '../../domain/approvals/approval.ts';
import { approvalEvent } from '../../domain/approvals/approval-event.ts';
import { type Actor, REX } from '../../domain/events.ts';
import { RexError } from '../../kernel/errors.ts';
import { finishPart, type StepDeps } from '../missions/mission-steps.ts';
import { DECISION_PART } from '../missions/steps/start-approval.ts';
import type { ApprovalStore } from '../ports/missions.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type DecideApprovalDeps = StepDeps & { readonly approvals: ApprovalStore };

export interface DecideApproval {
  readonly workspace: string;
  readonly id: string;
  readonly subject: string;
  readonly outcome: 'approved' | 'rejected';
  readonly digest?: string;
  readonly reason?: string;
}

/**
 * Records a decision, once, then lets the mission go on or stop. A death in between is mended by asking again:
 * the same decision by the same person is told to the mission once more instead of being refused.
 * @throws RexError NOT_FOUND; CONFLICT when decided otherwise, expired, or over other content
 */
export async function decideApproval(deps: DecideApprovalDeps, input: DecideApproval): Promise<Approval> {
  const approval = await record(deps, input, { kind: 'user', id: input.subject });
  await tellMission(deps, approval);
  return approval;
}

/** Nobody answered in time: that is never a yes. Early or repeated calls do nothing. */
export async function expireApproval(
  deps: DecideApprovalDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  const approval = mission?.approvalId ? await deps.approvals.get(workspace, mission.approvalId) : undefined;
  if (!approval || approval.state === 'approved' || approval.state === 'rejected') return;
  if (deps.clock.now().toISOString() < approval.expiresAt) return;
  const expired =
    approval.state === 'pending'
      ? await record(deps, { workspace, id: approval.id, subject: 'rex', outcome: 'expired' }, REX)
      : approval;
  await tellMission(deps, expired);
}

function record(
  deps: DecideApprovalDeps,
  input: Omit<DecideApproval, 'outcome'> & { readonly outcome: 'approved' | 'rejected' | 'expired' },
  actor: Actor,
): Promise<Approval> {
  return retryOnConflict(async () => {
    const approval = await deps.approvals.get(input.workspace, input.id);
    if (!approval) throw new RexError('NOT_FOUND', `There is no approval ${input.id}.`);
    const now = deps.clock.now();
    const decided = decide(approval, { ...input, by: input.subject, now });
    const mission = await deps.missions.get(input.workspace, approval.missionId);
    return deps.approvals.save(decided, [
      approvalEvent(
        { ...decided, version: decided.version + 1 },
        'approval.decided',
        actor,
        now,
        mission?.correlationId ?? '',
      ),
    ]);
  });
}

async function tellMission(deps: DecideApprovalDeps, approval: Approval): Promise<void> {
  const ref = { workspace: approval.workspace, missionId: approval.missionId, name: 'approve' };
  if (approval.state === 'approved') {
    await finishPart(deps, ref, DECISION_PART);
    return;
  }
  const step = await deps.missions.getStep(ref.workspace, ref.missionId, ref.name);
  const [error, cause] =
    approval.state === 'rejected'
      ? ['Rex.Rejected', approval.reason ?? 'no reason given']
      : ['Rex.Expired', 'Nobody answered in time.'];
  if (step?.token) await deps.tokens.fail(step.token, error, cause);
}
