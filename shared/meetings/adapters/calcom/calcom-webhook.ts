import * as z from 'zod';
import type { MeetingState } from '../../contract/meeting.ts';
import type { MeetingNews } from '../../contract/messages.ts';
import { instantText, jsonBody } from '../http/webhook-body.ts';

const text = z.string().nullish();
const webhookSchema = z.object({ triggerEvent: z.string() });
/** The parts of a booking that Rex uses. */
const bookingSchema = z.object({
  createdAt: instantText,
  payload: z.object({
    uid: z.string().min(1).max(300),
    title: text,
    startTime: instantText,
    endTime: instantText,
    attendees: z.array(z.object({ email: z.string() })).min(1),
    location: text.catch(undefined),
    metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
    rescheduleUid: z.string().max(300).nullish(),
    rescheduleStartTime: instantText.nullish(),
    rescheduleEndTime: instantText.nullish(),
    cancellationReason: text,
    rejectionReason: text,
  }),
});

const STATES: Readonly<Record<string, MeetingState>> = {
  BOOKING_REQUESTED: 'requested',
  BOOKING_CREATED: 'booked',
  BOOKING_RESCHEDULED: 'booked',
  BOOKING_REJECTED: 'declined',
  BOOKING_CANCELLED: 'cancelled',
};

/**
 * What a webhook of Cal.com tells. A booking that is moved is another one with another uid, which names the old one. Other
 * triggers, and the ping by which a webhook is tried, tell nothing.
 * @throws RexError VALIDATION_FAILED
 */
export function calcomNews(rawBody: Buffer): MeetingNews[] {
  const state = STATES[jsonBody(rawBody, webhookSchema).triggerEvent];
  if (state === undefined) return [];
  const { createdAt: at, payload } = jsonBody(rawBody, bookingSchema);
  const { uid, rescheduleUid, metadata } = payload;
  const moved = rescheduleUid && rescheduleUid !== uid ? rescheduleUid : undefined;
  const token = metadata?.['rex'];
  const news: MeetingNews = {
    source: 'calcom',
    externalId: uid,
    state,
    at,
    startsAt: payload.startTime,
    endsAt: payload.endTime,
    title: payload.title ?? '',
    location: payload.location ?? undefined,
    attendee: (payload.attendees[0]?.email ?? '').slice(0, 320),
    token: typeof token === 'string' ? token.slice(0, 200) : undefined,
    replaces: moved,
    reason: payload.cancellationReason ?? payload.rejectionReason ?? undefined,
  };
  if (moved === undefined) return [news];
  const old = {
    startsAt: payload.rescheduleStartTime ?? news.startsAt,
    endsAt: payload.rescheduleEndTime ?? news.endsAt,
    replaces: undefined,
  };
  return [{ ...news, ...old, externalId: moved, state: 'rescheduled' }, news];
}
