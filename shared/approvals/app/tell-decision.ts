import { finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { MessagesApproval } from '../domain/approval.ts';

/** The only part of the approval step: the decision. */
export const DECISION_PART = 'decision';
export const APPROVAL_STEP = 'approve';

/** Continues or stops the mission by the decision. A repeat is harmless; an open approval changes nothing. */
export async function tellDecision(deps: StepDeps, approval: MessagesApproval): Promise<void> {
  const ref = { workspace: approval.workspace, missionId: approval.missionId, name: APPROVAL_STEP };
  if (approval.state === 'approved') {
    await finishPart(deps, ref, DECISION_PART);
    return;
  }
  const refusal = refusalOf(approval);
  if (!refusal) return;
  const step = await deps.missions.getStep(ref.workspace, ref.missionId, ref.name);
  if (step?.token) await deps.tokens.fail(step.token, refusal.error, refusal.cause);
}

function refusalOf({ state, reason }: MessagesApproval): { error: string; cause: string } | undefined {
  if (state === 'rejected') return { error: 'Rex.Rejected', cause: reason ?? 'no reason given' };
  if (state === 'expired') return { error: 'Rex.Expired', cause: 'Nobody answered in time.' };
  return undefined;
}
