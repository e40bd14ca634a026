import { composeMail, type OutgoingMail as MailParts } from '../../mail/domain/compose.ts';
import type { InvitationParts } from '../../mail/domain/invitation.ts';
import { threadReference } from '../../mail/domain/thread.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import { type Answer, isLetter } from '../domain/answer.ts';
import { answerBody } from '../domain/answer-mail.ts';
import { type AnswerView, threadIn } from './answer-context.ts';

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
  answer: Answer,
  { context: { lead, now }, message }: AnswerView,
  { from, replyDomain }: NonNullable<AnswerView['sender']>,
): Promise<{ readonly raw: Uint8Array; readonly parts: MailParts }> {
  const { workspace, leadId, subject, text, invitation } = answer;
  const thread = threadIn(message, invitation);
  const token = threadToken(threadSecret, {
    workspace,
    leadId,
    missionHash: missionHashOf(thread.missionId ?? ''),
    step: thread.step ?? 1,
  });
  const replyTo = `reply+${token}@${replyDomain}`;
  const { firstName, lastName, address } = lead.profile;
  const author = [firstName, lastName].filter(Boolean).join(' ') || address;
  const reference = threadReference(token, replyDomain);
  const answered = message?.messageId === undefined ? undefined : `<${bare(message.messageId)}>`;
  const parts: MailParts = {
    from,
    to: address,
    replyTo,
    subject,
    ...answerBody(text, message, author),
    ...(invitation && {
      calendar: await calendarOf({
        ...invitation,
        description: text,
        organizer: { ...from, address: replyTo },
        attendee: { name: author, address },
        at: now,
      }),
    }),
    listUnsubscribeUrl: `${publicBaseUrl}/u/${token}`,
    listUnsubscribeMailto: `${replyTo}?subject=unsubscribe`,
    headers: {
      ...(answered === undefined ? {} : { 'In-Reply-To': answered }),
      References: answered === undefined ? reference : `${reference} ${answered}`,
      // So that no program answers what a program wrote (RFC 3834).
      ...(answer.task !== undefined && !isLetter(answer) ? { 'Auto-Submitted': 'auto-replied' } : {}),
    },
    messageIdDomain: from.address.slice(from.address.lastIndexOf('@') + 1),
    date: now,
  };
  return { raw: await composeMail(parts), parts };
}

/** Only an invitation needs what writes calendars. */
async function calendarOf(parts: InvitationParts): Promise<NonNullable<MailParts['calendar']>> {
  const { invitationOf } = await import('../../mail/domain/invitation.ts');
  return { method: parts.method, content: invitationOf(parts) };
}

const bare = (messageId: string): string => messageId.replace(/[<>\s]/g, '');
