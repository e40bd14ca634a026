import { bounceSeverity } from '../../../mail/domain/bounce-severity.ts';
import type { AnswerFeedback, MessageFeedback, NewsletterFeedback } from '../../app/record-feedback.ts';
import type { SendgridEvent } from '../../contract/sendgrid-event.ts';
import type { Feedback } from '../../domain/send.ts';

/** What an event reports about a message of a mission; nothing where it is about something else. */
export function sendgridFeedback(event: SendgridEvent): MessageFeedback[] {
  if (!('mission' in event)) return [];
  const { workspace, mission: missionId, cohort, lead: leadId, step, provider } = event;
  const ref = { workspace, missionId, cohort, leadId, step };
  return meaningOf(event).map((feedback) => ({ ref, feedback, ...(provider ? { provider } : {}) }));
}

/** The same about an answer of a member to one person. */
export function sendgridAnswerFeedback(event: SendgridEvent): AnswerFeedback[] {
  if (!('answer' in event)) return [];
  const { workspace, lead: leadId, answer: id } = event;
  return meaningOf(event).map((feedback) => ({ ref: { workspace, leadId, id }, feedback }));
}

/** The same about a mail of a newsletter. */
export function sendgridNewsletterFeedback(event: SendgridEvent): NewsletterFeedback[] {
  if (!('newsletter' in event)) return [];
  const { workspace, newsletter, lead: leadId, issue } = event;
  return meaningOf(event).map((feedback) => ({ ref: { workspace, newsletter, leadId, issue }, feedback }));
}

/** Events that are not kept (`deferred`, `group_resubscribe`) report nothing. */
const meaningOf = (event: SendgridEvent): readonly Feedback[] =>
  MEANINGS[event.event]?.(event, new Date(event.timestamp * 1000).toISOString()) ?? [];

type Meaning = (event: SendgridEvent, at: string) => readonly Feedback[];

const MEANINGS: Readonly<Record<string, Meaning>> = {
  // It settles a claim whose answer was lost.
  processed: (event, at) => [{ kind: 'sent', at, providerMessageId: messageIdOf(event) }],
  delivered: (event, at) => [{ kind: 'delivered', at, providerMessageId: messageIdOf(event) }],
  bounce: (event, at) => [
    { kind: 'bounced', at, permanent: isPermanent(event), diagnostic: diagnosticOf(event) },
  ],
  dropped,
  open: ({ signs = [] }, at) => [{ kind: 'opened', at, signs }],
  click: ({ signs = [], link }, at) => [{ kind: 'clicked', at, signs, link }],
  spamreport: (_, at) => [{ kind: 'complained', at }],
  unsubscribe: (_, at) => [{ kind: 'unsubscribed', at }],
  group_unsubscribe: (_, at) => [{ kind: 'unsubscribed', at }],
};

/** `sg_message_id` is what the request was answered with, and after it where the message went through. */
const messageIdOf = ({ sg_message_id }: SendgridEvent): string | undefined =>
  sg_message_id?.replace(/\.(?:filter|recv).*$/, '');

/** Classifications that are about us or about now, even where SendGrid files them under `bounce`. */
const PASSING = new Set(['reputation', 'content', 'frequency or volume too high', 'technical failure']);

/**
 * A `blocked` message was refused for the sender, the content or the moment, whatever its status says: the address may be
 * good. A `bounce` is for good unless its classification, its status or the words of the server say otherwise.
 */
function isPermanent({ type, bounce_classification, status, reason }: SendgridEvent): boolean {
  if (type === 'blocked' || PASSING.has((bounce_classification ?? '').toLowerCase())) return false;
  const { severity, because } = bounceSeverity(status || undefined, reason ?? '');
  return severity === 'hard' || because === 'not said';
}

const diagnosticOf = ({ reason, status, type }: SendgridEvent): string =>
  reason || [type, status].filter(Boolean).join(' ') || 'bounce';

/** What SendGrid did not try to deliver, because of what it knows of the address. `Invalid SMTPAPI header` is no word on that. */
const DROPPED: readonly (readonly [RegExp, (at: string, reason: string) => readonly Feedback[]])[] = [
  [
    /^(?:bounced address|invalid(?: (?:email )?address)?$)/i,
    (at, reason) => [{ kind: 'bounced', at, permanent: true, diagnostic: `SendGrid: ${reason}` }],
  ],
  [
    /unsubscribed|spam report/i,
    (at, reason) => [
      { kind: 'rejected', at, reason: `SendGrid: ${reason}` },
      { kind: 'unsubscribed', at },
    ],
  ],
];

function dropped({ reason }: SendgridEvent, at: string): readonly Feedback[] {
  const said = reason || 'dropped';
  const [, meaning] = DROPPED.find(([words]) => words.test(said)) ?? [];
  return meaning?.(at, said) ?? [{ kind: 'rejected', at, reason: `SendGrid: ${said}` }];
}
