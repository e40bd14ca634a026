import { type AnswerApproval, APPROVAL_EXPIRES_MS, answerDigest } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { addMs } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId, shortHash } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Answer, answerEvent, queued } from '../domain/answer.ts';
import { type AnswerContext, answerObstacle } from '../domain/answer-guards.ts';
import { messageOf, takenBy, takenReason } from '../domain/answered-message.ts';
import { type AnswerContextDeps, type AnswerView, answerView } from './answer-context.ts';
import type { AnswerQueue, AnswerRef, AnswerStore } from './ports/answers.ts';

export interface TakeAnswerDeps extends AnswerContextDeps {
  readonly answers: AnswerStore;
  readonly answerQueue: AnswerQueue;
}

export interface TakeAnswer {
  readonly ref: AnswerRef;
  /** Of what was asked for: the same id with another one is refused. */
  readonly requestHash: string;
  readonly channel: Answer['channel'];
  /** The message that is answered, by its id beside the lead; the latest by this channel when it is left out. */
  readonly answers?: string | undefined;
  /** The latest answer to the same message that its author has seen. */
  readonly after?: string | undefined;
  readonly drafted: boolean;
  /** The task that sends it: whether it needs an approval was decided there. */
  readonly task?: string | undefined;
  readonly invitation?: Answer['invitation'];
  /** @throws RexError VALIDATION_FAILED */
  readonly words: (view: AnswerView) => Pick<Answer, 'subject' | 'text'>;
  readonly cause: Cause;
}

/**
 * Takes an answer under an id of its own. What needs an approval waits for it; the rest is queued. The same again finds the
 * first one, and queues it once more where it may have been lost.
 * @throws RexError NOT_FOUND, IDEMPOTENCY_MISMATCH; CONFLICT when it could never go out, or somebody else has answered the message
 */
export const takeAnswer = (deps: TakeAnswerDeps, asked: TakeAnswer): Promise<Answer> =>
  retryOnConflict(() => take(deps, asked));

async function take(deps: TakeAnswerDeps, asked: TakeAnswer): Promise<Answer> {
  const { ref, requestHash, channel, drafted, task, invitation, cause } = asked;
  const { workspace, leadId } = ref;
  const known = await deps.answers.get(ref);
  if (known) return repeated(deps, known, requestHash);
  const now = deps.clock.now();
  const view = await answerView(deps, { ...ref, channel, answers: asked.answers, invitation, task });
  const { context, message } = view;
  const words = asked.words(view);
  checkObstacle(context);
  const answer: Answer = {
    ...ref,
    version: 1,
    state: 'queued',
    channel,
    ...words,
    answers: message?.id,
    after: asked.after,
    invitation,
    drafted,
    task,
    by: cause.actor.id,
    requestHash,
    createdAt: now.toISOString(),
  };
  await checkUnanswered(deps, answer);
  const needsApproval = task === undefined && (drafted || context.settings.answers.approval === 'all');
  const approval = needsApproval ? approvalOf(answer, now) : undefined;
  const stored: Answer = approval
    ? { ...answer, state: 'pending', approvalId: approval.id, dueAt: approval.expiresAt }
    : queued(answer, now);
  const events = [
    answerEvent({ ...stored, version: 0 }, cause, now),
    ...(approval
      ? [approvalEvent(approval, 'approval.requested', cause.actor, now, cause.correlationId)]
      : []),
  ];
  await deps.answers.create(stored, approval, events, view.meeting?.record);
  if (stored.state === 'queued') await deps.answerQueue.send([{ workspace, leadId, answerId: ref.id }]);
  return stored;
}

/** @throws RexError CONFLICT, which names who has answered */
async function checkUnanswered({ answers }: TakeAnswerDeps, answer: Answer): Promise<void> {
  const message = messageOf(answer);
  if (message === undefined) return;
  const by = takenBy(await answers.answered(answer.workspace, answer.leadId, message), answer);
  if (!by) return;
  throw new RexError(
    'CONFLICT',
    `${takenReason(by)} Read it; if there is more to say, answer again with \`after\` ${by.id}.`,
  );
}

/** @throws RexError CONFLICT when an answer could never go out */
export function checkObstacle(context: AnswerContext): void {
  const obstacle = answerObstacle(context);
  if (obstacle?.verdict.verdict !== 'block') return;
  throw new RexError('CONFLICT', `${obstacle.verdict.explanation} ${obstacle.verdict.unblock}`);
}

async function repeated(deps: TakeAnswerDeps, known: Answer, requestHash: string): Promise<Answer> {
  if (known.requestHash !== requestHash) {
    throw new RexError('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key was used for another answer.');
  }
  const { workspace, leadId, id: answerId } = known;
  if (known.state === 'queued') await deps.answerQueue.send([{ workspace, leadId, answerId }]);
  return known;
}

function approvalOf(answer: Answer, now: Date): AnswerApproval {
  const { workspace, id: answerId, leadId, channel, subject, text, by: requestedBy } = answer;
  const words = { leadId, channel, ...(subject === '' ? {} : { mailSubject: subject }), text };
  return {
    workspace,
    // As other approvals, in the order of time.
    id: `${newId('a', now).slice(0, 12)}${shortHash(answerId, 16)}`,
    version: 1,
    subject: 'answer',
    state: 'pending',
    answerId,
    ...words,
    requestedBy,
    digest: answerDigest(words),
    policyVersion: POLICY_VERSION,
    createdAt: now.toISOString(),
    expiresAt: addMs(now, APPROVAL_EXPIRES_MS).toISOString(),
  };
}
