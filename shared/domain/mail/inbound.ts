import { readAutomatic } from './automatic-mail.ts';
import { type Bounce, isDeliveryReceipt, readBounce } from './bounces.ts';
import { type FeedbackReport, isComplaint, readFeedbackReport } from './feedback-report.ts';
import { type ParsedMail, parseMail } from './parsed-mail.ts';
import { type ThreadKey, threadOf } from './thread.ts';
import { unsubscribeIntent } from './unsubscribe-intent.ts';
import { visibleText } from './visible-text.ts';

interface Envelope {
  /** Which header, part or sentence decided. */
  readonly evidence: string;
  /** Lower case, as the From header claims: nothing here has checked it. */
  readonly from?: string;
  readonly subject: string;
  readonly messageId?: string;
  readonly thread?: ThreadKey;
  /** Message ids that it refers to, without brackets: In-Reply-To before References. */
  readonly references: readonly string[];
}

/** Text in it was written by strangers: it is data, and reaches nothing that can act on it. */
export type InboundMail =
  | (Envelope & { readonly kind: 'bounce'; readonly bounces: readonly Bounce[] })
  | (Envelope & { readonly kind: 'complaint'; readonly report: FeedbackReport })
  | (Envelope & {
      readonly kind: 'reply' | 'unsubscribe_request' | 'out_of_office' | 'auto_reply';
      /**
       * Whether a machine wrote it, by its headers or by a subject that only programs write. False when words alone
       * speak for an absence note: a person may have typed it.
       */
      readonly byMachine: boolean;
      /** Words that may ask to be left alone, of which that is not certain. */
      readonly possibleOptOut?: string;
      /** Of an absence: the last day of it, or the day before the return, when the text names one. */
      readonly absentUntil?: string;
      /** What the sender wrote now, without quoted text and signature; at most 10,000 characters. */
      readonly visibleText: string;
    })
  | { readonly kind: 'unreadable'; readonly evidence: string };

/** Where the `mailto:` of List-Unsubscribe leads. */
const UNSUBSCRIBE_ADDRESS = /^unsub(?:scribe)?(?:[+-][^@]*)?@/i;

/** Tells what an inbound mail is. Never throws: what cannot be parsed is `unreadable`. */
export async function classifyInbound(raw: Uint8Array): Promise<InboundMail> {
  const mail = await parseMail(raw);
  if (mail === undefined) return { kind: 'unreadable', evidence: 'it does not parse as a mail' };
  const { from, subject, messageId } = mail;
  const envelope = { from, subject, messageId, thread: threadOf(mail), references: mail.inReplyTo };

  const report = readFeedbackReport(mail);
  if (report && isComplaint(report)) {
    return {
      ...envelope,
      kind: 'complaint',
      report,
      evidence: `feedback report of type ${report.feedbackType}`,
    };
  }
  const bounce = report ? undefined : readBounce(mail);
  if (bounce) return { ...envelope, kind: 'bounce', ...bounce };
  const said = conversation(mail);
  return {
    ...envelope,
    ...said,
    byMachine: said.kind === 'out_of_office' || said.kind === 'auto_reply',
    visibleText: visibleText(mail.text),
  };
}

/** What is left when it is no report: order matters, since a vacation note may quote our unsubscribe footer. */
function conversation(mail: ParsedMail): {
  kind: 'reply' | 'unsubscribe_request' | 'out_of_office' | 'auto_reply';
  evidence: string;
} {
  const asked = mail.recipients.find((address) => UNSUBSCRIBE_ADDRESS.test(address));
  if (asked !== undefined) return { kind: 'unsubscribe_request', evidence: `sent to ${asked}` };
  // Before the signs of a machine: Apple Mail unsubscribes by an automatic mail of that subject.
  const subject = subjectRequest(mail);
  if (subject !== undefined) return { kind: 'unsubscribe_request', evidence: `subject: ${subject}` };
  if (isDeliveryReceipt(mail)) return { kind: 'auto_reply', evidence: 'delivery report without a failure' };
  const automatic = readAutomatic(mail);
  if (automatic) return automatic;
  const words = unsubscribeIntent(visibleText(mail.text));
  if (words !== undefined) return { kind: 'unsubscribe_request', evidence: `words: ${words}` };
  return { kind: 'reply', evidence: 'no sign of a machine' };
}

/** The subject counts only where it is the sender's own, not the `Re:` of ours. */
const subjectRequest = (mail: ParsedMail): string | undefined =>
  /^\s*\p{L}{1,4}\s*:/u.test(mail.subject) ? undefined : unsubscribeIntent(mail.subject);
