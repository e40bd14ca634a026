import * as z from 'zod';
import { type BounceReason, bounceSeverity } from './bounce-severity.ts';
import type { Bounce, BounceReport } from './bounces.ts';
import type { FeedbackReport } from './feedback-report.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** A notification of SES through a topic with an e-mail address as subscription. */
export interface SesNotification {
  /** `Bounce`, `Complaint`, `Delivery`, ... */
  readonly type: string;
  readonly bounce?: BounceReport;
  readonly complaint?: FeedbackReport;
}

const text = z.string().max(4_000);
const recipient = z.object({ emailAddress: text, status: text.optional(), diagnosticCode: text.optional() });
const notificationSchema = z.object({
  notificationType: text.optional(),
  eventType: text.optional(),
  bounce: z
    .object({
      bounceType: text,
      bounceSubType: text.optional(),
      bouncedRecipients: z.array(recipient).max(50),
    })
    .optional(),
  complaint: z
    .object({
      complaintFeedbackType: text.nullish(),
      complainedRecipients: z.array(z.object({ emailAddress: text })).max(50),
    })
    .optional(),
  mail: z.object({ messageId: text.optional(), destination: z.array(text).max(50).optional() }).optional(),
});
const envelopeSchema = z.object({ Type: z.literal('Notification'), Message: z.string().max(100_000) });

/** SES's subtypes of transient bounces that add up. */
const REASONS: Readonly<Record<string, BounceReason>> = {
  MailboxFull: 'mailbox full',
  MessageTooLarge: 'too large',
  ContentRejected: 'refused for the sender or the content',
  AttachmentRejected: 'refused for the sender or the content',
};

/** Reads SES's own notification of a bounce or complaint (JSON) in a mail; undefined when the mail holds none. */
export function readSesNotification(mail: ParsedMail): SesNotification | undefined {
  const outer = objectIn(mail.text);
  const envelope = envelopeSchema.safeParse(outer);
  const told = notificationSchema.safeParse(envelope.success ? objectIn(envelope.data.Message) : outer);
  const type = told.success ? (told.data.notificationType ?? told.data.eventType) : undefined;
  if (!told.success || type === undefined) return undefined;
  const { bounce, complaint, mail: about } = told.data;
  const to = (about?.destination ?? []).map((address) => address.toLowerCase());
  return {
    type,
    ...(bounce && {
      bounce: {
        bounces: bounce.bouncedRecipients.map((each) => bounceOf(each, bounce)),
        reported: { messageId: about?.messageId, to },
        evidence: `notification of SES: ${bounce.bounceType}`,
      },
    }),
    ...(complaint && {
      complaint: {
        feedbackType: complaint.complaintFeedbackType ?? 'abuse',
        recipients: complaint.complainedRecipients.map(({ emailAddress }) => addressOf(emailAddress)),
        originalMessageId: about?.messageId,
      },
    }),
  };
}

function bounceOf(
  { emailAddress, status, diagnosticCode = '' }: z.infer<typeof recipient>,
  {
    bounceType,
    bounceSubType = '',
  }: { readonly bounceType: string; readonly bounceSubType?: string | undefined },
): Bounce {
  const read = bounceSeverity(status, diagnosticCode);
  const isHard = bounceType === 'Permanent' && REASONS[bounceSubType] === undefined;
  const softReason = REASONS[bounceSubType] ?? (read.severity === 'soft' ? read.because : 'later');
  return {
    recipient: addressOf(emailAddress),
    status,
    severity: isHard ? 'hard' : 'soft',
    reason: isHard ? (read.severity === 'hard' ? read.because : 'no such user') : softReason,
    diagnostic: diagnosticCode.slice(0, 500),
  };
}

const addressOf = (mailbox: string): string =>
  (/<([^<>]+)>/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();

/** The JSON object at the beginning of a text; the footer of the topic follows it. */
function objectIn(source: string): unknown {
  const from = source.trimStart();
  if (!from.startsWith('{')) return undefined;
  const object = from.slice(0, from.lastIndexOf('}') + 1);
  // Servers on the way break lines of more than 998 characters, with `!` where they do.
  return parsed(object) ?? parsed(object.replace(/!?\n ?/g, ''));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
