import { absentUntil } from './absence.ts';
import { readAutomatic } from './automatic-mail.ts';
import { type BounceReport, isDeliveryReceipt, readBounce } from './bounces.ts';
import type { CalendarMessage } from './calendar-answer.ts';
import { challengeIn } from './challenge.ts';
import { type FeedbackReport, isComplaint, readFeedbackReport } from './feedback-report.ts';
import { type ParsedMail, parseMail } from './parsed-mail.ts';
import { type ReplyReading, readReply } from './reply-reading.ts';
import { readSesNotification } from './ses-notification.ts';
import { isReplyAddress, type ThreadKey, threadOf } from './thread.ts';
import { optOutIntent, unsubscribeIntent } from './unsubscribe-intent.ts';
import { type MailWords, readWords } from './visible-text.ts';

interface Envelope {
  /** The header, part or sentence that decided the kind. */
  readonly evidence: string;
  /** From the From header, in lower case; not verified. */
  readonly from?: string;
  readonly subject: string;
  readonly messageId?: string;
  /** The Date header; not verified. */
  readonly sent?: string;
  readonly thread?: ThreadKey;
  /** Message ids that it refers to, without brackets: In-Reply-To before References. */
  readonly references: readonly string[];
}

interface Conversation extends Envelope {
  readonly kind: 'reply' | 'unsubscribe_request' | 'out_of_office' | 'auto_reply';
  /**
   * Whether a machine wrote it, by its headers or by a subject that only programs write. False when words alone indicate an
   * absence note, because a person may have typed them.
   */
  readonly byMachine: boolean;
  /** Words that may be an opt-out, without certainty. */
  readonly possibleOptOut?: string;
  /** The last day of an absence, or the day before the return, if the text names it. */
  readonly absentUntil?: string;
  /** What a machine says by which nobody reads the mailbox any more. */
  readonly left?: string;
  /** What they did with a date in their calendar. */
  readonly calendar?: CalendarMessage;
  /** What the author wants. */
  readonly reading: ReplyReading;
  /** The sender's new text, without quoted text and signature; at most 10,000 characters. */
  readonly visibleText: string;
}

/** Contains text from strangers. It is data, and must not be given to anything that can act on it. */
export type InboundMail =
  | (Envelope & Omit<BounceReport, 'isTypable'> & { readonly kind: 'bounce' })
  | (Envelope & { readonly kind: 'complaint'; readonly report: FeedbackReport })
  | Conversation
  | { readonly kind: 'unreadable'; readonly evidence: string };

/** The address in the `mailto:` of List-Unsubscribe. */
const UNSUBSCRIBE_ADDRESS = /^unsub(?:scribe)?(?:[+-][^@]*)?@/i;
/** `Re:`, `AW:`, `Odp:`: after it comes our subject, perhaps changed by the sender. */
const ANSWER_PREFIX = /^\s*\p{L}{1,4}\s*[:：]\s*/u;

/** Classifies an inbound mail. Never throws: mail that cannot be parsed is `unreadable`. */
export async function classifyInbound(raw: Uint8Array): Promise<InboundMail> {
  const mail = await parseMail(raw);
  if (mail === undefined) return { kind: 'unreadable', evidence: 'it does not parse as a mail' };
  const { from, subject, messageId } = mail;
  const envelope = {
    from,
    subject,
    messageId,
    sent: mail.date,
    thread: threadOf(mail),
    references: mail.inReplyTo,
  };

  const ses = readSesNotification(mail);
  const report = ses?.complaint ?? readFeedbackReport(mail);
  if (report && isComplaint(report)) {
    const evidence = `feedback report of type ${report.feedbackType}`;
    return { ...envelope, kind: 'complaint', report, evidence };
  }
  const words = readWords(mail.text);
  const bounce = report || ses ? ses?.bounce : readBounce(mail);
  // The sender's own words come first when it is not certain that a machine wrote.
  if (bounce && !(bounce.isTypable && unsubscribeIntent(words.own) !== undefined)) {
    const about = bounce.reported?.messageId;
    const references = about === undefined ? mail.inReplyTo : [...new Set([...mail.inReplyTo, about])];
    const { bounces, reported, evidence } = bounce;
    return { ...envelope, references, kind: 'bounce', bounces, reported, evidence };
  }
  const notice = ses && `notification of SES: ${ses.type}`;
  const said = conversation(mail, words, notice, await calendarOf(mail));
  const challenge = notice === undefined ? challengeIn(mail, words.visible) : undefined;
  const reading = readReply(words.visible || mail.subject.replace(ANSWER_PREFIX, ''), {
    ...said,
    challenge,
    sent: mail.date,
    known: [...(from === undefined ? [] : [from]), ...mail.recipients],
  });
  return { ...envelope, ...said, reading, visibleText: words.visible };
}

/** The parser of calendars is as large as the parser of mails, and most mails need none. */
async function calendarOf({ calendar, from, recipients }: ParsedMail): Promise<CalendarMessage | undefined> {
  if (calendar === undefined) return undefined;
  const { readCalendars } = await import('./calendar-answer.ts');
  // Our own invitation comes back with whatever answers it, as a quote does, and says nothing of its sender.
  const isOurs = (address: string | undefined): boolean =>
    address !== undefined && address !== from && (isReplyAddress(address) || recipients.includes(address));
  const said = readCalendars(calendar, from).filter(
    ({ method, organizer }) => method === 'REPLY' || method === 'COUNTER' || !isOurs(organizer),
  );
  // Where there are several, what answers us, in its latest version.
  const first = said.find(({ organizer }) => isOurs(organizer)) ?? said[0];
  return said.filter(({ uid }) => uid === first?.uid).toSorted(byVersion)[0];
}

const byVersion = (a: CalendarMessage, b: CalendarMessage): number =>
  b.sequence - a.sequence || (b.writtenAt ?? '').localeCompare(a.writtenAt ?? '');

type Said = Pick<
  Conversation,
  'kind' | 'evidence' | 'byMachine' | 'possibleOptOut' | 'absentUntil' | 'calendar' | 'left'
>;

/** Classifies mail that is no report. The order matters: a vacation note may quote our unsubscribe footer. */
function conversation(
  mail: ParsedMail,
  words: MailWords,
  notice: string | undefined,
  calendar: CalendarMessage | undefined,
): Said {
  const asked = mail.recipients.find((address) => UNSUBSCRIBE_ADDRESS.test(address));
  if (asked !== undefined) return requested(`sent to ${asked}`);
  // Checked before the signs of a machine, because Apple Mail unsubscribes by an automatic mail with that subject.
  const isAnswer = ANSWER_PREFIX.test(mail.subject);
  const subject = unsubscribeIntent(mail.subject.replace(ANSWER_PREFIX, ''));
  if (subject !== undefined && !isAnswer) return requested(`subject: ${subject}`);
  const receipt = isDeliveryReceipt(mail) ? 'delivery report without a failure' : undefined;
  const server = notice ?? receipt;
  if (server !== undefined) return { kind: 'auto_reply', byMachine: true, evidence: server };

  const intent = optOutIntent(words.own, words.visible);
  const automatic = readAutomatic(mail, words.own);
  if (intent?.certainty === 'certain' && automatic?.byMachine !== true) {
    return { ...requested(`words: ${intent.words}`), calendar };
  }
  // Calendars send for a person who pressed a button, and mark that as automatic.
  if (calendar) {
    const evidence = `calendar: ${calendar.answer ?? calendar.method}`;
    return { kind: 'reply', byMachine: false, evidence, calendar, possibleOptOut: intent?.words };
  }
  return {
    ...(automatic ?? { kind: 'reply', byMachine: false, evidence: 'no sign of a machine' }),
    possibleOptOut: intent?.words ?? (isAnswer ? subject : undefined),
    ...(automatic?.kind === 'out_of_office' && { absentUntil: absentUntil(words.visible, mail.date) }),
  };
}

const requested = (evidence: string): Said => ({ kind: 'unsubscribe_request', byMachine: false, evidence });
