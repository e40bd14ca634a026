import { type Approval, decide, isStanding } from '../../domain/approvals/approval.ts';
import { approvalEvent } from '../../domain/approvals/approval-event.ts';
import { type Actor, REX } from '../../domain/events.ts';
import { RexError } from '../../kernel/errors.ts';
import type { StepDeps } from '../missions/mission-steps.ts';
import type { ApprovalStore } from '../ports/missions.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { tellDecision } from './tell-decision.ts';

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
 * Records a decision, once, then lets the mission go on or stop. A death in between is mended by the sweep, or
 * by asking again: the same decision by the same person is told once more instead of being refused.
 * @throws RexError NOT_FOUND; CONFLICT when decided otherwise, expired, or over other content
 */
export async function decideApproval(deps: DecideApprovalDeps, input: DecideApproval): Promise<Approval> {
  const approval = await record(deps, input, { kind: 'user', id: input.subject });
  await tellDecision(deps, approval);
  return approval;
}

/**
 * Nobody answered in time: that is never a yes. Early calls do nothing, and what was decided already is told to
 * the mission again, in case whoever recorded it died before doing so.
 */
export async function settleApproval(
  deps: DecideApprovalDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  const approval = mission?.approvalId ? await deps.approvals.get(workspace, mission.approvalId) : undefined;
  if (!mission || !approval || (approval.state !== 'pending' && !isStanding(approval, mission))) return;
  const isOver = approval.state === 'pending' && deps.clock.now().toISOString() >= approval.expiresAt;
  const decided = isOver
    ? await record(deps, { workspace, id: approval.id, subject: 'rex', outcome: 'expired' }, REX)
    : approval;
  await tellDecision(deps, decided);
}

function record(
  deps: DecideApprovalDeps,
  input: Omit<DecideApproval, 'outcome'> & { readonly outcome: 'approved' | 'rejected' | 'expired' },
  actor: Actor,
): Promise<Approval> {
  return retryOnConflict(async () => {
    const approval = await deps.approvals.get(input.workspace, input.id);
    if (!approval) throw new RexError('NOT_FOUND', `There is no approval ${input.id}.`);
    if (isSameDecision(approval, input)) return approval;
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

const isSameDecision = (
  approval: Approval,
  { outcome, subject, digest }: Pick<DecideApproval, 'subject' | 'digest'> & { readonly outcome: string },
): boolean =>
  approval.state === outcome &&
  approval.decidedBy === subject &&
  (digest === undefined || approval.digest === digest);
