import { headerValue } from '../mailbox/headers.ts';
import type { Envelope } from '../mailbox/mail-store.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';

export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Open' | 'Click' | 'Reject';

export interface SesEventDetails {
  readonly recipient: string;
  readonly at: Date;
  readonly bounceType?: 'Permanent' | 'Transient';
  readonly bounceSubType?: string;
  readonly machine?: boolean;
  readonly link?: string | undefined;
}

const READER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
/** What Apple Mail Privacy Protection and Google's image proxy send when they fetch a mail's images. */
const PREFETCHER = 'Mozilla/5.0';

/** An event as SES publishes it through a configuration set. */
export function sesEvent(
  type: SesEventType,
  mail: Envelope,
  details: SesEventDetails,
): Record<string, unknown> {
  return { eventType: type, mail: mailObject(mail), [type.toLowerCase()]: BODIES[type](mail, details) };
}

/** The part on the mail that events and notifications share. */
function mailObject(mail: Envelope): Record<string, unknown> {
  const { headers } = mail;
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: mail.source,
    sourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${mail.source.slice(mail.source.indexOf('@') + 1).replace('>', '')}`,
    sendingAccountId: ACCOUNT,
    messageId: mail.id,
    destination: mail.recipients,
    headersTruncated: false,
    headers,
    commonHeaders: {
      from: [headerValue(headers, 'From') ?? mail.source],
      ...(headerValue(headers, 'Reply-To') === undefined
        ? {}
        : { replyTo: [headerValue(headers, 'Reply-To')] }),
      date: headerValue(headers, 'Date'),
      to: [headerValue(headers, 'To') ?? mail.recipients.join(', ')],
      messageId: mail.id,
      subject: mail.subject,
    },
    tags: mail.tags,
  };
}

const BODIES: Readonly<
  Record<SesEventType, (mail: Envelope, details: SesEventDetails) => Record<string, unknown>>
> = {
  Send: () => ({}),
  Reject: () => ({ reason: 'Bad content' }),
  Delivery: (_, { recipient, at }) => ({
    timestamp: at.toISOString(),
    processingTimeMillis: 800,
    recipients: [recipient],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'a8-50.smtp-out.amazonses.com',
  }),
  Bounce: (mail, { recipient, at, bounceType = 'Permanent', bounceSubType = 'General' }) => ({
    feedbackId: `${mail.id}-feedback`,
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      bounceType === 'Permanent'
        ? {
            emailAddress: recipient,
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          }
        : {
            emailAddress: recipient,
            action: 'delayed',
            status: '4.4.7',
            diagnosticCode: 'smtp; 450 4.2.1 try again later',
          },
    ],
    timestamp: at.toISOString(),
    reportingMTA: 'dns; a8-50.smtp-out.amazonses.com',
  }),
  Complaint: (mail, { recipient, at }) => ({
    feedbackId: `${mail.id}-feedback`,
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: recipient }],
    timestamp: at.toISOString(),
    userAgent: 'Mailbox Provider/1.0',
    complaintFeedbackType: 'abuse',
    arrivalDate: at.toISOString(),
  }),
  Open: (_, { at, machine }) => ({
    timestamp: at.toISOString(),
    userAgent: machine === true ? PREFETCHER : READER,
    ipAddress: machine === true ? '17.58.101.10' : '192.0.2.1',
  }),
  Click: (_, { at, link }) => ({
    timestamp: at.toISOString(),
    userAgent: READER,
    ipAddress: '192.0.2.1',
    link: link ?? '',
    linkTags: null,
  }),
};
