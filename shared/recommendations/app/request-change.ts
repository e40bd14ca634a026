import {
  APPROVAL_EXPIRES_MS,
  changeDigest,
  isOver,
  type SettingsApproval,
} from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { addMs } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { applyChange } from '../domain/apply-change.ts';
import { type Recommendation, recommendationEvent, requested, superseded } from '../domain/recommendation.ts';
import { type DecideChangeDeps, expireChange } from './decide-change.ts';

export interface RequestChange {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

/**
 * Requests an approval of the change of a recommendation. It changes nothing by itself, and a repeat while the approval waits
 * creates no second one.
 * @throws RexError NOT_FOUND; CONFLICT when only a person can do it, when it is no longer open, or when the setting has
 * changed: then the recommendation is superseded.
 */
export function requestChange(
  deps: DecideChangeDeps,
  { workspace, id, cause }: RequestChange,
): Promise<Recommendation> {
  return retryOnConflict(async () => {
    const now = deps.clock.now();
    const recommendation = await openOrAsked(deps, workspace, id);
    if (recommendation.state === 'requested') return recommendation;
    const approvalId = newId('a', now);
    const next = requested(recommendation, approvalId);
    const { change } = recommendation;
    if (change.setting === 'none') {
      throw new RexError('CONFLICT', `There is no setting that Rex could change. ${change.todo}`);
    }
    const record = await deps.workspaces.get(workspace);
    if (!record) throw new RexError('CONFLICT', 'The workspace has no settings.');
    const applied = applyChange(record.settings, change);
    if (!applied.ok) {
      const gone = superseded(recommendation, applied.reason);
      await deps.recommendations.save(gone, [
        recommendationEvent(gone, 'recommendation.superseded', cause, now),
      ]);
      throw new RexError('CONFLICT', applied.reason);
    }
    const approval: SettingsApproval = {
      workspace,
      id: approvalId,
      version: 1,
      subject: 'settings',
      state: 'pending',
      digest: changeDigest(change, record.version),
      policyVersion: POLICY_VERSION,
      recommendationId: id,
      sentence: recommendation.sentence,
      evidence: recommendation.evidence,
      change,
      settingsVersion: record.version,
      createdAt: now.toISOString(),
      expiresAt: addMs(now, APPROVAL_EXPIRES_MS).toISOString(),
    };
    await deps.recommendations.settle({ recommendation: next, approval }, [
      approvalEvent(approval, 'approval.requested', cause.actor, now, cause.correlationId),
      recommendationEvent(next, 'recommendation.requested', cause, now),
    ]);
    return next;
  });
}

/** Reopens it when its approval has expired and this was not recorded yet. */
async function openOrAsked(deps: DecideChangeDeps, workspace: string, id: string): Promise<Recommendation> {
  const recommendation = await deps.recommendations.get(workspace, id);
  if (!recommendation) throw new RexError('NOT_FOUND', `There is no recommendation ${id}.`);
  const { state, approvalId } = recommendation;
  const approval =
    state === 'requested' && approvalId ? await deps.approvals.get(workspace, approvalId) : undefined;
  if (approval?.subject !== 'settings' || !isOver(approval, deps.clock.now())) return recommendation;
  await expireChange(deps, approval);
  return (await deps.recommendations.get(workspace, id)) ?? recommendation;
}
