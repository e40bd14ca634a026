import * as z from 'zod';
import { linkName } from '../../../engagement/domain/link-name.ts';
import { signsOf } from '../../../engagement/domain/signs.ts';
import { leadIdSchema, missionIdSchema, workspaceIdSchema } from '../../../kernel/contract/common.ts';
import { providerGroupOf } from '../../../leads/domain/mailbox-providers.ts';
import type {
  AnswerFeedback,
  MessageFeedback,
  NewsletterFeedback,
  SystemFeedback,
} from '../../app/record-feedback.ts';
import type { SesEvent } from '../../contract/ses-event.ts';
import type { Feedback } from '../../domain/send.ts';

const tagsSchema = z.object({
  workspace: workspaceIdSchema,
  mission: missionIdSchema,
  cohort: z.string(),
  lead: leadIdSchema,
  step: z.coerce.number().int(),
});

/** What an SES event reports about one of our messages; undefined for other messages and for events that are not kept. */
export function sesFeedback(event: SesEvent): MessageFeedback | undefined {
  const tags = tagsSchema.safeParse(flatTags(event));
  const feedback = feedbackOf(event);
  if (!tags.success || !feedback) return undefined;
  const { workspace, mission, cohort, lead, step } = tags.data;
  const ref = { workspace, missionId: mission, cohort, leadId: lead, step };
  return { ref, feedback, provider: providerGroupOf(recipientOf(event)) };
}

/** Some write it with a name before it. */
const recipientOf = ({ mail: { destination } }: SesEvent): string =>
  (destination[0] ?? '').replace(/^.*</, '').replace(/>$/, '');

const answerTagsSchema = z.object({ workspace: workspaceIdSchema, lead: leadIdSchema, answer: z.string() });

/** The same about an answer of a member to one person. */
export function sesAnswerFeedback(event: SesEvent): AnswerFeedback | undefined {
  const tags = answerTagsSchema.safeParse(flatTags(event));
  const feedback = feedbackOf(event);
  if (!tags.success || !feedback) return undefined;
  const { workspace, lead: leadId, answer: id } = tags.data;
  return { ref: { workspace, leadId, id }, feedback };
}

const newsletterTagsSchema = z.object({
  workspace: workspaceIdSchema,
  lead: leadIdSchema,
  newsletter: z.string(),
  issue: z.string().optional(),
});

/** The same about a mail of a newsletter. */
export function sesNewsletterFeedback(event: SesEvent): NewsletterFeedback | undefined {
  const tags = newsletterTagsSchema.safeParse(flatTags(event));
  const feedback = feedbackOf(event);
  if (!tags.success || !feedback) return undefined;
  const { workspace, lead: leadId, newsletter, issue } = tags.data;
  return { ref: { workspace, newsletter, leadId, issue }, feedback };
}

/** The same about a mail of Rex to its own people, who are no leads. */
export function sesSystemFeedback(event: SesEvent): SystemFeedback | undefined {
  const tags = flatTags(event);
  const feedback = feedbackOf(event);
  return feedback && tags['lead'] === undefined ? { tags, to: recipientOf(event), feedback } : undefined;
}

const flatTags = ({ mail }: SesEvent): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(mail.tags).map(([name, values]) => [name, values[0]]));

/** The delays by which a mailbox provider answers to a sender's reputation. The others are about a mailbox, a server or SES. */
const DELAYS_BY_SENDER: ReadonlySet<string> = new Set(['SpamDetected', 'IPFailure']);
/**
 * SES calls a delay `General` or `Undetermined` when it does not know more. The reply of the server may: 421 is how Gmail, Yahoo
 * and Microsoft slow a sender down, and 4.7 is the class of policy (RFC 3463).
 */
const SLOWED_DOWN = /\b421\b|\b4\.7\.\d/;

function feedbackOf(event: SesEvent): Feedback | undefined {
  const { mail, bounce, complaint, delivery, deliveryDelay, reject, open, click } = event;
  switch (event.eventType ?? event.notificationType) {
    case 'Send':
      return { kind: 'sent', at: instant(mail.timestamp), providerMessageId: mail.messageId };
    case 'Delivery':
      return (
        delivery && { kind: 'delivered', at: instant(delivery.timestamp), providerMessageId: mail.messageId }
      );
    case 'Reject':
      return { kind: 'rejected', at: instant(mail.timestamp), reason: reject?.reason ?? 'rejected' };
    case 'Bounce':
      return (
        bounce && {
          kind: 'bounced',
          at: instant(bounce.timestamp),
          permanent: bounce.bounceType === 'Permanent',
          diagnostic: bounce.bouncedRecipients[0]?.diagnosticCode ?? bounce.bounceType,
        }
      );
    case 'DeliveryDelay': {
      if (!deliveryDelay) return undefined;
      const { delayType, timestamp, delayedRecipients } = deliveryDelay;
      const reply = delayedRecipients[0]?.diagnosticCode ?? '';
      const isOpen = delayType === 'General' || delayType === 'Undetermined';
      return {
        kind: 'deferred',
        at: instant(timestamp),
        bySender: DELAYS_BY_SENDER.has(delayType) || (isOpen && SLOWED_DOWN.test(reply)),
        reason: reply === '' ? delayType : `${delayType}: ${reply}`,
      };
    }
    case 'Complaint':
      // With "not-spam" a recipient withdraws a complaint; it is no complaint.
      return complaint && complaint.complaintFeedbackType !== 'not-spam'
        ? { kind: 'complained', at: instant(complaint.timestamp) }
        : undefined;
    case 'Open':
      return (
        open && {
          kind: 'opened',
          at: instant(open.timestamp),
          signs: signsOfRequest(open),
        }
      );
    case 'Click':
      return (
        click && {
          kind: 'clicked',
          at: instant(click.timestamp),
          signs: signsOfRequest(click),
          link: linkName(click.link),
        }
      );
    default:
      return undefined;
  }
}

/**
 * SES says of an open or a click since August 2026 that a machine made it; the documents do not name the field. So any field
 * with such a name that is set counts, and one that is missing says nothing.
 */
const FLAG = /bot|machine|automat|prefetch|scanner/i;
const SET: ReadonlySet<unknown> = new Set([true, 'true', 'TRUE', 'True', 'yes', 'Yes']);

const signsOfRequest = (request: NonNullable<SesEvent['open']>) =>
  signsOf({
    userAgent: request.userAgent,
    ip: request.ipAddress,
    flagged: Object.entries(request).some(([name, value]) => FLAG.test(name) && SET.has(value)),
  });

const instant = (timestamp: string): string => new Date(timestamp).toISOString();
