import { type AnswerApproval, APPROVAL_EXPIRES_MS, answerDigest } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { smsSize } from '../../channels/domain/sms-segments.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { addMs } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId, shortHash } from '../../kernel/ids.ts';
import { readReplyId } from '../../leads/domain/hold.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type Answer, answerEvent, answerIdOf, queued } from '../domain/answer.ts';
import { answerObstacle } from '../domain/answer-guards.ts';
import { answerSubject } from '../domain/answer-mail.ts';
import { leadOfConversation } from '../domain/conversation.ts';
import { type AnswerContextDeps, answerView } from './answer-context.ts';
import type { AnswerQueue, AnswerStore } from './ports/answers.ts';
import type { ConversationStore } from './ports/conversations.ts';

export interface RequestAnswerDeps extends AnswerContextDeps {
  readonly answers: AnswerStore;
  readonly conversations: ConversationStore;
  readonly answerQueue: AnswerQueue;
}

export interface RequestAnswer {
  readonly workspace: string;
  /** The public id of the conversation. */
  readonly id: string;
  readonly body: {
    readonly text: string;
    readonly channel?: Answer['channel'] | undefined;
    readonly subject?: string | undefined;
    /** The public id of the message that is answered. */
    readonly replyTo?: string | undefined;
    readonly drafted: boolean;
  };
  readonly idempotencyKey: string | undefined;
  readonly cause: Cause;
}

/**
 * Takes an answer of a member, or a draft of a program. What needs an approval waits for it; the rest is queued. The monitor
 * queues it again when its message is lost.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH; CONFLICT when it could never go out
 */
export async function requestAnswer(deps: RequestAnswerDeps, input: RequestAnswer): Promise<Answer> {
  const { workspace, id, body, cause } = input;
  const key = checkIdempotencyKey(input.idempotencyKey);
  const leadId = leadOfConversation(id);
  const conversation = await deps.conversations.get(workspace, leadId);
  if (!conversation) throw new RexError('NOT_FOUND', `There is no conversation ${id}.`);
  const now = deps.clock.now();
  const suffix =
    key === undefined ? newId('an', now).slice(-20) : shortHash(`${workspace} ${leadId} ${key}`, 20);
  const requestHash = sha256(JSON.stringify(body));
  const ref = { workspace, leadId, id: answerIdOf(leadId, suffix) };
  const known = await deps.answers.get(ref);
  if (known) return repeated(deps, known, requestHash);
  const channel = body.channel ?? channelOf(conversation.preview?.channel);
  const named = body.replyTo === undefined ? undefined : readReplyId(body.replyTo).messageId;
  const { context, message } = await answerView(deps, { workspace, leadId, channel, answers: named });
  checkLength(channel, body.text, context.settings);
  const obstacle = answerObstacle(context);
  if (obstacle?.verdict.verdict === 'block') {
    throw new RexError('CONFLICT', `${obstacle.verdict.explanation} ${obstacle.verdict.unblock}`);
  }
  const answer: Answer = {
    ...ref,
    version: 1,
    state: 'queued',
    channel,
    subject: channel === 'email' ? (body.subject ?? answerSubject(message.subject)) : '',
    text: body.text,
    answers: message.id,
    drafted: body.drafted,
    by: cause.actor.id,
    requestHash,
    createdAt: now.toISOString(),
  };
  const needsApproval = body.drafted || context.settings.answers.approval === 'all';
  const approval = needsApproval ? approvalOf(answer, now) : undefined;
  const stored: Answer = approval
    ? { ...answer, state: 'pending', approvalId: approval.id, dueAt: approval.expiresAt }
    : queued(answer, now);
  try {
    await deps.answers.create(stored, approval, [
      answerEvent({ ...stored, version: 0 }, cause, now),
      ...(approval
        ? [approvalEvent(approval, 'approval.requested', cause.actor, now, cause.correlationId)]
        : []),
    ]);
  } catch (error) {
    const other = isConflict(error) ? await deps.answers.get(ref) : undefined;
    if (!other) throw error;
    return repeated(deps, other, requestHash);
  }
  if (stored.state === 'queued') await deps.answerQueue.send([{ workspace, leadId, answerId: ref.id }]);
  return stored;
}

async function repeated(deps: RequestAnswerDeps, known: Answer, requestHash: string): Promise<Answer> {
  if (known.requestHash !== requestHash) {
    throw new RexError('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key was used for another answer.');
  }
  const { workspace, leadId, id: answerId } = known;
  if (known.state === 'queued') await deps.answerQueue.send([{ workspace, leadId, answerId }]);
  return known;
}

function channelOf(latest: string | undefined): Answer['channel'] {
  return latest === 'sms' || latest === 'whatsapp' ? latest : 'email';
}

/** WhatsApp's own limit is 4096, Twilio's 1600. */
const WHATSAPP_LENGTH = 1600;

function checkLength(channel: Answer['channel'], text: string, { channels }: Settings): void {
  const problem =
    channel === 'sms' && smsSize(text).segments > channels.sms.maxSegments
      ? `takes ${smsSize(text).segments} segments as an SMS; \`channels.sms.maxSegments\` is ${channels.sms.maxSegments}`
      : channel === 'whatsapp' && text.length > WHATSAPP_LENGTH
        ? `is longer than ${WHATSAPP_LENGTH} characters`
        : undefined;
  if (problem === undefined) return;
  throw new RexError('VALIDATION_FAILED', 'The answer is too long.', {
    fields: [{ path: 'body.text', message: problem }],
  });
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
