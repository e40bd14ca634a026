import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { AnswerApproval } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause, RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Answer, answerEvent, ended, leadOfAnswer } from '../domain/answer.ts';
import type { AnswerStore } from './ports/answers.ts';

export interface SettleAnswerDeps {
  readonly answers: AnswerStore;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly clock: Clock;
}

interface OfAnswer {
  readonly workspace: string;
  /** The public id of the answer. */
  readonly id: string;
  readonly cause: Cause;
}

/** @throws RexError NOT_FOUND */
export async function getAnswer(
  { answers }: Pick<SettleAnswerDeps, 'answers'>,
  { workspace, id }: Pick<OfAnswer, 'workspace' | 'id'>,
): Promise<Answer> {
  const answer = await answers.get({ workspace, leadId: leadOfAnswer(id), id });
  if (!answer) throw new RexError('NOT_FOUND', `There is no answer ${id}.`);
  return answer;
}

/**
 * Takes an answer back that has not gone out, and voids its approval in the same transaction.
 * @throws RexError NOT_FOUND; CONFLICT when it was claimed already, or has ended
 */
export const withdrawAnswer = (deps: SettleAnswerDeps, of: OfAnswer): Promise<Answer> =>
  retryOnConflict(async () => {
    const answer = await getAnswer(deps, of);
    if (answer.state === 'withdrawn') return answer;
    if (answer.state !== 'pending' && answer.state !== 'queued')
      throw new RexError('CONFLICT', `This answer is ${answer.state}: it cannot be withdrawn.`);
    const now = deps.clock.now();
    const next = ended(answer, 'withdrawn');
    const voided = answer.state === 'pending' ? await voidedApproval(deps, answer) : undefined;
    const events: RexEvent[] = [answerEvent(next, of.cause, now)];
    if (voided) {
      const { actor, correlationId } = of.cause;
      events.push(approvalEvent(voided, 'approval.voided', actor, now, correlationId));
    }
    return deps.answers.save(next, events, voided);
  });

async function voidedApproval(
  { approvals }: SettleAnswerDeps,
  { workspace, approvalId }: Answer,
): Promise<AnswerApproval | undefined> {
  const approval = approvalId === undefined ? undefined : await approvals.get(workspace, approvalId);
  if (approval?.subject !== 'answer' || approval.state !== 'pending') return undefined;
  return { ...approval, state: 'void', reason: 'The answer was withdrawn.', version: approval.version + 1 };
}

/**
 * A person says what became of an answer whose fate is unknown. Rex sends it again in neither case.
 * @throws RexError NOT_FOUND, CONFLICT
 */
export const resolveAnswer = (
  deps: SettleAnswerDeps,
  { outcome, ...of }: OfAnswer & { readonly outcome: 'sent' | 'not_sent' },
): Promise<Answer> =>
  retryOnConflict(async () => {
    const answer = await getAnswer(deps, of);
    if (answer.state !== 'unknown') {
      throw new RexError(
        'CONFLICT',
        `This answer is ${answer.state}; only one in the state unknown can be resolved.`,
      );
    }
    const now = deps.clock.now();
    const next: Answer =
      outcome === 'sent'
        ? { ...ended(answer, 'sent'), sentAt: answer.claimedAt ?? now.toISOString() }
        : ended(answer, 'refused', `not sent, says ${of.cause.actor.id} at ${now.toISOString()}`);
    return deps.answers.save(next, [answerEvent(next, of.cause, now)]);
  });
