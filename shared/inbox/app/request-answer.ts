import { smsSize } from '../../channels/domain/sms-segments.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { newId, shortHash } from '../../kernel/ids.ts';
import { readReplyId } from '../../leads/domain/hold.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type Answer, answerIdOf } from '../domain/answer.ts';
import { answerSubject } from '../domain/answer-mail.ts';
import { leadOfConversation } from '../domain/conversation.ts';
import type { ConversationStore } from './ports/conversations.ts';
import { type TakeAnswerDeps, takeAnswer } from './take-answer.ts';

export interface RequestAnswerDeps extends TakeAnswerDeps {
  readonly conversations: ConversationStore;
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
    /** The id of the answer to the same message that it follows. */
    readonly after?: string | undefined;
    readonly drafted: boolean;
  };
  readonly idempotencyKey: string | undefined;
  readonly cause: Cause;
}

/**
 * Takes an answer of a member, or a draft of a program. The monitor queues it again when its message is lost.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH; CONFLICT when it could never go out, or another has answered
 */
export async function requestAnswer(deps: RequestAnswerDeps, input: RequestAnswer): Promise<Answer> {
  const { workspace, id, body, cause } = input;
  const key = checkIdempotencyKey(input.idempotencyKey);
  const leadId = leadOfConversation(id);
  const conversation = await deps.conversations.get(workspace, leadId);
  if (!conversation) throw new RexError('NOT_FOUND', `There is no conversation ${id}.`);
  const suffix =
    key === undefined
      ? newId('an', deps.clock.now()).slice(-20)
      : shortHash(`${workspace} ${leadId} ${key}`, 20);
  const channel = body.channel ?? channelOf(conversation.preview?.channel);
  return takeAnswer(deps, {
    ref: { workspace, leadId, id: answerIdOf(leadId, suffix) },
    requestHash: sha256(JSON.stringify(body)),
    channel,
    answers: body.replyTo === undefined ? undefined : readReplyId(body.replyTo).messageId,
    after: body.after,
    drafted: body.drafted,
    words: ({ context: { settings }, message }) => {
      checkLength(channel, body.text, settings);
      const subject = body.subject ?? answerSubject(message?.subject ?? '');
      return { subject: channel === 'email' ? subject : '', text: body.text };
    },
    cause,
  });
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
