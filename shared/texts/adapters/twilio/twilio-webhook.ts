import * as z from 'zod';
import type { NumberChannel } from '../../../channels/contract/channels.ts';
import { numberIdOf } from '../../../channels/domain/contact-number.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Feedback } from '../../../sending/domain/send.ts';
import type { TextEvent } from '../../contract/messages.ts';
import { meaningOf } from './errors.ts';

const WHATSAPP = 'whatsapp:';

const sid = z.string().regex(/^[A-Za-z0-9]{2,64}$/);
const statusForm = z.object({
  MessageSid: sid,
  MessageStatus: z.string().min(1).max(40),
  To: z.string().min(3).max(60),
  ErrorCode: z
    .string()
    .regex(/^\d{0,10}$/)
    .optional(),
});
const inboundForm = z.object({
  MessageSid: sid,
  From: z.string().min(3).max(60),
  To: z.string().min(3).max(60),
  Body: z.string().default(''),
  OptOutType: z.string().max(40).optional(),
});

/** `OptOutType`: what Twilio took a message for. */
const VERDICTS: Readonly<Record<string, InboundEvent['verdict']>> = {
  STOP: 'stop',
  START: 'start',
  HELP: 'help',
};

type StatusEvent = Extract<TextEvent, { kind: 'status' | 'answer' }>;
type MessageOf = Pick<
  Extract<TextEvent, { kind: 'status' }>,
  'workspace' | 'missionId' | 'cohort' | 'leadId' | 'step'
>;
type AnswerOf = Pick<Extract<TextEvent, { kind: 'answer' }>, 'workspace' | 'leadId' | 'answerId'>;
type InboundEvent = Extract<TextEvent, { kind: 'inbound' }>;

/** @throws RexError VALIDATION_FAILED. Unknown fields are ignored: Twilio adds some without notice. */
export function statusEvent(rawBody: Buffer, ref: MessageOf | AnswerOf, at: Date): StatusEvent {
  const form = parse(statusForm, rawBody);
  const { channel, number } = addressOf(form.To);
  const said = {
    at: at.toISOString(),
    sid: form.MessageSid,
    channel,
    numberId: numberIdOf(ref.workspace, number),
    status: form.MessageStatus.toLowerCase(),
    ...(form.ErrorCode ? { errorCode: form.ErrorCode } : {}),
  };
  return 'answerId' in ref ? { kind: 'answer', ...ref, ...said } : { kind: 'status', ...ref, ...said };
}

/** @throws RexError VALIDATION_FAILED */
export function inboundEvent(rawBody: Buffer, workspace: string, at: Date): InboundEvent {
  const form = parse(inboundForm, rawBody);
  const { channel, number } = addressOf(form.From);
  const verdict = VERDICTS[(form.OptOutType ?? '').toUpperCase()];
  return {
    kind: 'inbound',
    workspace,
    at: at.toISOString(),
    sid: form.MessageSid,
    channel,
    numberId: numberIdOf(workspace, number),
    to: addressOf(form.To).number,
    // A part that cannot be stored must not prevent a stop from taking effect.
    text: form.Body.replaceAll('\u0000', '').slice(0, 1600).toWellFormed(),
    ...(verdict ? { verdict } : {}),
  };
}

function parse<S extends z.ZodType>(schema: S, rawBody: Buffer): z.output<S> {
  const form = Object.fromEntries(new URLSearchParams(rawBody.toString('utf8')));
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new RexError('VALIDATION_FAILED', `The form lacks required fields: ${places}.`);
}

const addressOf = (address: string): { channel: NumberChannel; number: string } =>
  address.startsWith(WHATSAPP)
    ? { channel: 'whatsapp', number: address.slice(WHATSAPP.length) }
    : { channel: 'sms', number: address };

/** The meaning of a status for the ledger. Unknown statuses are ignored. */
const FEEDBACK_OF: Readonly<Record<string, (event: StatusEvent) => Feedback>> = {
  accepted: sent,
  scheduled: sent,
  queued: sent,
  sending: sent,
  sent,
  delivered: ({ at, sid: providerMessageId }) => ({ kind: 'delivered', at, providerMessageId }),
  partially_delivered: ({ at, sid: providerMessageId }) => ({ kind: 'delivered', at, providerMessageId }),
  read: ({ at }) => ({ kind: 'opened', at, signs: [] }),
  undelivered: notDelivered,
  failed: notDelivered,
  canceled: ({ at }) => ({ kind: 'rejected', at, reason: 'TWILIO_CANCELED' }),
};

function sent({ at, sid: providerMessageId }: StatusEvent): Feedback {
  return { kind: 'sent', at, providerMessageId };
}

function notDelivered({ at, errorCode }: StatusEvent): Feedback {
  const meaning = meaningOf(errorCode);
  return {
    kind: 'bounced',
    at,
    permanent: meaning === 'unreachable' || meaning === 'asked',
    diagnostic: `TWILIO_${errorCode ?? 'UNDELIVERED'}`,
  };
}

export const statusFeedback = (event: StatusEvent): Feedback | undefined =>
  FEEDBACK_OF[event.status]?.(event);

/** What an error says of the number itself, beyond the message. */
export function numberWordOf({ errorCode }: StatusEvent): 'unreachable' | 'asked' | undefined {
  const meaning = meaningOf(errorCode);
  return meaning === 'unreachable' || meaning === 'asked' ? meaning : undefined;
}
