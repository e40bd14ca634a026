import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { type AnswerApproval, decide, isSameDecision } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Answer, answerEvent, ended, queued } from '../domain/answer.ts';
import type { AnswerQueue, AnswerRef, AnswerStore } from './ports/answers.ts';

export interface DecideAnswerDeps {
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly answers: AnswerStore;
  readonly answerQueue: AnswerQueue;
  readonly clock: Clock;
}

export interface AnswerDecision {
  readonly outcome: 'approved' | 'rejected' | 'expired';
  readonly digest?: string;
  readonly reason?: string;
  readonly cause: Cause;
}

/**
 * Records the decision on an answer, and in the same transaction queues the answer or ends it. A repeat of the decision queues
 * it again, which is harmless.
 * @throws RexError NOT_FOUND; CONFLICT when decided otherwise, expired, void, or over other words
 */
export async function decideAnswer(
  deps: DecideAnswerDeps,
  { workspace, id }: Pick<AnswerApproval, 'workspace' | 'id'>,
  { cause, ...decision }: AnswerDecision,
): Promise<AnswerApproval> {
  const approval = await retryOnConflict(async () => {
    const found = await deps.approvals.get(workspace, id);
    if (found?.subject !== 'answer') throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
    const by = cause.actor.id;
    if (isSameDecision(found, { ...decision, by })) return found;
    const now = deps.clock.now();
    const next = { ...decide(found, { ...decision, by, now }), version: found.version + 1 };
    const answer = await deps.answers.get(refOf(found));
    if (answer?.state !== 'pending')
      throw new RexError('CONFLICT', 'The answer does not wait for it any more.');
    const then = after(answer, decision, now);
    await deps.answers.save(
      then,
      [
        answerEvent(then, cause, now),
        approvalEvent(next, 'approval.decided', cause.actor, now, cause.correlationId),
      ],
      next,
    );
    return next;
  });
  const { leadId, answerId } = approval;
  if (approval.state === 'approved') await deps.answerQueue.send([{ workspace, leadId, answerId }]);
  return approval;
}

const refOf = ({ workspace, leadId, answerId: id }: AnswerApproval): AnswerRef => ({ workspace, leadId, id });

const after = (answer: Answer, { outcome, reason }: Omit<AnswerDecision, 'cause'>, now: Date): Answer =>
  outcome === 'approved' ? queued(answer, now) : ended(answer, outcome, reason);
