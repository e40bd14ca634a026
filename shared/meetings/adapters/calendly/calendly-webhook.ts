import * as z from 'zod';
import type { MeetingNews } from '../../contract/messages.ts';
import { instantText, jsonBody } from '../http/webhook-body.ts';

const locationSchema = z.object({
  location: z.string().nullish(),
  join_url: z.string().nullish(),
});
/** The parts of an invitee that Rex uses. */
const inviteeSchema = z.object({
  uri: z.string().min(1).max(300),
  email: z.string(),
  created_at: instantText,
  rescheduled: z.boolean().default(false),
  old_invitee: z.string().max(300).nullish(),
  cancellation: z.object({ reason: z.string().nullish() }).nullish(),
  tracking: z.object({ utm_content: z.string().nullish() }).nullish(),
  scheduled_event: z.object({
    name: z.string().nullish(),
    start_time: instantText,
    end_time: instantText,
    location: locationSchema.nullish().catch(undefined),
  }),
});
const webhookSchema = z.object({ event: z.string(), created_at: instantText });
const ABOUT_BOOKINGS = ['invitee.created', 'invitee.canceled'];

/**
 * What a webhook of Calendly tells. A cancellation says when the meeting was booked too, so that it tells all where the
 * booking itself is not heard of, or later. Other events tell nothing.
 * @throws RexError VALIDATION_FAILED
 */
export function calendlyNews(rawBody: Buffer): MeetingNews[] {
  const body = jsonBody(rawBody, webhookSchema);
  if (!ABOUT_BOOKINGS.includes(body.event)) return [];
  const { payload } = jsonBody(rawBody, z.object({ payload: inviteeSchema }));
  const { scheduled_event: event, old_invitee, tracking, cancellation } = payload;
  const booked: MeetingNews = {
    source: 'calendly',
    externalId: payload.uri,
    state: 'booked',
    at: payload.created_at,
    startsAt: event.start_time,
    endsAt: event.end_time,
    title: event.name ?? '',
    location: event.location?.join_url ?? event.location?.location ?? undefined,
    attendee: payload.email.slice(0, 320),
    token: tracking?.utm_content?.slice(0, 200) ?? undefined,
    replaces: old_invitee ?? undefined,
  };
  if (body.event === 'invitee.created') return [booked];
  const reason = cancellation?.reason ?? undefined;
  return [
    booked,
    { ...booked, state: payload.rescheduled ? 'rescheduled' : 'cancelled', at: body.created_at, reason },
  ];
}
