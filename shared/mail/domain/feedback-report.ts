import { headerFields, reportedFields, reportedId } from './bounces.ts';
import type { ParsedMail } from './parsed-mail.ts';

export interface FeedbackReport {
  /** `abuse`, `fraud`, `virus`, `opt-out`, `auth-failure`, `not-spam`, `other` (RFC 5965 and later). */
  readonly feedbackType: string;
  /** The address of the recipient who complained, if the provider gives it; lower case. */
  readonly recipients: readonly string[];
  /** Message-ID of the reported message. */
  readonly originalMessageId?: string;
}

/** Types that are no complaint of a recipient: a DMARC failure, or a report that a message is no spam. */
const NOT_COMPLAINTS = new Set(['auth-failure', 'not-spam', 'dmarc']);

/** Reads a feedback loop report (ARF, RFC 5965); undefined when the mail is none. */
export function readFeedbackReport(mail: ParsedMail): FeedbackReport | undefined {
  const original = reportedFields(mail) ?? {};
  if (mail.feedbackReport === undefined) return microsoftReport(original);
  const report = mail.feedbackReport.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  const fields = headerFields(report);
  const named = [...report.matchAll(/^(?:Original-Rcpt-To|Removal-Recipient):(.+)$/gim)].flatMap(
    ([, to = '']) => addressesIn(to),
  );
  // Some providers put a code in place of the address.
  const recipients = named.length > 0 ? named : addressesIn(original['to'] ?? '');
  return {
    feedbackType: (fields['feedback-type'] ?? 'other').toLowerCase(),
    recipients: [...new Set(recipients)].slice(0, 50),
    originalMessageId: reportedId(original),
  };
}

export const isComplaint = (report: FeedbackReport): boolean => !NOT_COMPLAINTS.has(report.feedbackType);

/** Microsoft's Junk Mail Reporting Program forwards the message with a header of its own and no report part. */
function microsoftReport(original: Readonly<Record<string, string>>): FeedbackReport | undefined {
  const recipient = original['x-hmxmroriginalrecipient'];
  if (recipient === undefined) return undefined;
  return {
    feedbackType: 'abuse',
    recipients: addressesIn(recipient),
    originalMessageId: reportedId(original),
  };
}

const addressesIn = (text: string): readonly string[] =>
  text
    .slice(0, 1_000)
    .toLowerCase()
    .match(/[^\s<>,;:"]+@[^\s<>,;:"]+/g) ?? [];
