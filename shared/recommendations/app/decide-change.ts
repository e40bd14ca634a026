import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { decide, isOver, isSameDecision, type SettingsApproval } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import type { Clock } from '../../kernel/clock.ts';
import { tryAll } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, REX, type RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { workspaceEvent } from '../../workspaces/domain/workspace-event.ts';
import { applyChange } from '../domain/apply-change.ts';
import { decided, type Recommendation, recommendationEvent, superseded } from '../domain/recommendation.ts';
import type { RecommendationStore, SettledChange } from './ports/recommendations.ts';

export interface DecideChangeDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly recommendations: RecommendationStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

export interface ChangeDecision {
  readonly outcome: 'approved' | 'rejected' | 'expired';
  readonly digest?: string;
  readonly reason?: string;
  readonly cause: Cause;
}

/**
 * Records the decision on a change, and in the same transaction updates the recommendation and the settings: the change is
 * made once or not at all. An approval of a change that no longer fits the settings becomes void.
 * @throws RexError NOT_FOUND; CONFLICT when decided otherwise, expired, over another change, or void
 */
export async function decideChange(
  deps: DecideChangeDeps,
  { workspace, id }: Pick<SettingsApproval, 'workspace' | 'id'>,
  decision: ChangeDecision,
): Promise<SettingsApproval> {
  const approval = await retryOnConflict(async () => {
    const found = await deps.approvals.get(workspace, id);
    if (found?.subject !== 'settings') throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
    const by = decision.cause.actor.id;
    if (isSameDecision(found, { ...decision, by })) return found;
    const now = deps.clock.now();
    const next = { ...decide(found, { ...decision, by, now }), version: found.version + 1 };
    const recommendation = await deps.recommendations.get(workspace, found.recommendationId);
    if (!recommendation)
      throw new RexError('NOT_FOUND', `There is no recommendation ${found.recommendationId}.`);
    const { settled, events } = await settle(deps, next, recommendation, { ...decision, now });
    await deps.recommendations.settle(settled, events);
    return settled.approval;
  });
  if (approval.state === 'void' && decision.outcome === 'approved') {
    throw new RexError('CONFLICT', `The approval is void. ${approval.reason ?? ''}`.trim());
  }
  return approval;
}

export interface ExpireChangesDeps extends DecideChangeDeps {
  readonly approvals: ApprovalStore;
}

/** Expires approvals of changes that nobody answered in time. @returns how many */
export async function expireChanges(deps: ExpireChangesDeps): Promise<number> {
  const overdue = await deps.approvals.overdueChanges(deps.clock.now());
  await tryAll(overdue, async ({ workspace, id }) => {
    const approval = await deps.approvals.get(workspace, id);
    if (approval?.subject === 'settings') await expireChange(deps, approval);
  });
  return overdue.length;
}

/** Expires an approval that nobody answered in time: the recommendation is open again. Early calls do nothing. */
export async function expireChange(deps: DecideChangeDeps, approval: SettingsApproval): Promise<void> {
  if (approval.state !== 'pending' || !isOver(approval, deps.clock.now())) return;
  await decideChange(deps, approval, { outcome: 'expired', cause: { actor: REX, correlationId: '' } });
}

async function settle(
  deps: DecideChangeDeps,
  approval: SettingsApproval,
  recommendation: Recommendation,
  { outcome, reason, cause, now }: ChangeDecision & { readonly now: Date },
): Promise<{ settled: SettledChange; events: RexEvent[] }> {
  const by = { by: cause.actor.id, reason, now };
  const tell = (
    of: SettledChange,
    approvalSays: 'approval.decided' | 'approval.voided',
    recommendationSays: Parameters<typeof recommendationEvent>[1],
  ) => ({
    settled: of,
    events: [
      approvalEvent(of.approval, approvalSays, cause.actor, now, cause.correlationId),
      recommendationEvent(of.recommendation, recommendationSays, cause, now),
    ],
  });
  if (outcome === 'rejected') {
    const dismissed = decided(recommendation, 'dismissed', by);
    return tell({ approval, recommendation: dismissed }, 'approval.decided', 'recommendation.dismissed');
  }
  if (outcome === 'expired') {
    const reopened = decided(recommendation, 'open', {
      ...by,
      reason: 'Nobody answered its approval in time.',
    });
    return tell({ approval, recommendation: reopened }, 'approval.decided', 'recommendation.reopened');
  }
  const record = await deps.workspaces.get(approval.workspace);
  if (!record) throw new RexError('CONFLICT', 'The workspace has no settings.');
  const applied = applyChange(record.settings, approval.change);
  if (!applied.ok) {
    const voided = { ...approval, state: 'void' as const, reason: applied.reason };
    const gone = superseded(recommendation, applied.reason);
    return tell({ approval: voided, recommendation: gone }, 'approval.voided', 'recommendation.superseded');
  }
  const settings = { ...record, version: record.version + 1, settings: applied.settings };
  const done = { approval, recommendation: decided(recommendation, 'applied', by), settings };
  const { settled, events } = tell(done, 'approval.decided', 'recommendation.applied');
  const [changed = ''] = approval.change.setting.split('.');
  return {
    settled,
    events: [
      ...events,
      workspaceEvent(settings, 'workspace.settings-changed', cause, { changed: [changed] }, now),
    ],
  };
}
