import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import { threadReference } from '../../mail/domain/thread.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import type { Answer } from '../domain/answer.ts';
import { answerBody } from '../domain/answer-mail.ts';
import type { AnswerView } from './answer-context.ts';

export interface ComposeAnswerDeps {
  readonly threadSecret: string;
  readonly publicBaseUrl: string;
}

/**
 * The mail of an answer, in the thread of the message that it answers: what the person writes back finds its way by the same
 * token as an answer to the mission's own mail.
 * @throws RexError VALIDATION_FAILED when it cannot be built
 */
export async function composeAnswer(
  { threadSecret, publicBaseUrl }: ComposeAnswerDeps,
  { workspace, leadId, subject, text }: Answer,
  { context: { lead, now }, message }: AnswerView,
  { from, replyDomain }: NonNullable<AnswerView['sender']>,
): Promise<{ readonly raw: Uint8Array; readonly parts: MailParts }> {
  const token = threadToken(threadSecret, {
    workspace,
    leadId,
    missionHash: missionHashOf(message.missionId ?? ''),
    step: message.step ?? 1,
  });
  const replyTo = `reply+${token}@${replyDomain}`;
  const { firstName, lastName, address } = lead.profile;
  const author = [firstName, lastName].filter(Boolean).join(' ') || address;
  const thread = threadReference(token, replyDomain);
  const answered = message.messageId === undefined ? undefined : `<${bare(message.messageId)}>`;
  const parts: MailParts = {
    from,
    to: address,
    replyTo,
    subject,
    ...answerBody(text, message, author),
    listUnsubscribeUrl: `${publicBaseUrl}/u/${token}`,
    listUnsubscribeMailto: `${replyTo}?subject=unsubscribe`,
    headers: {
      ...(answered === undefined ? {} : { 'In-Reply-To': answered }),
      References: answered === undefined ? thread : `${thread} ${answered}`,
    },
    messageIdDomain: from.address.slice(from.address.lastIndexOf('@') + 1),
    date: now,
  };
  return { raw: await composeMail(parts), parts };
}

const bare = (messageId: string): string => messageId.replace(/[<>\s]/g, '');
