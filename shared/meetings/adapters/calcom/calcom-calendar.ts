import * as z from 'zod';
import { addMs, MINUTE } from '../../../kernel/clock.ts';
import type { BookingCalendar, BookRequest } from '../../app/ports/booking-calendar.ts';
import type { MeetingNews } from '../../contract/messages.ts';
import type { CalendarAccount } from '../accounts.ts';
import {
  reasonIn,
  type ServiceClientOptions,
  type ServiceRequest,
  serviceClient,
} from '../http/service-client.ts';
import { instantText } from '../http/webhook-body.ts';

const CALCOM = 'https://api.cal.com';
const TRIGGERS = [
  'BOOKING_CREATED',
  'BOOKING_REQUESTED',
  'BOOKING_REJECTED',
  'BOOKING_RESCHEDULED',
  'BOOKING_CANCELLED',
];
/** `cal-api-version`, one for each kind of thing; without it Cal.com answers as it did years ago. */
const VERSIONS = { eventTypes: '2024-06-14', slots: '2024-09-04', bookings: '2024-08-13' } as const;

const data = <S extends z.ZodType>(schema: S) => z.object({ data: schema });
const meSchema = data(z.object({ username: z.string().nullish() }));
const eventTypeSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  slug: z.string(),
  lengthInMinutes: z.number(),
  hidden: z.boolean().default(false),
  bookingUrl: z.string().nullish(),
});
const slotsSchema = data(z.record(z.string(), z.array(z.object({ start: instantText }))));
const bookingSchema = z.object({
  uid: z.string().min(1),
  status: z.string(),
  start: instantText,
  end: instantText,
  createdAt: instantText.nullish(),
  title: z.string().nullish(),
  location: z.string().nullish().catch(undefined),
});
const webhookSchema = z.object({ id: z.string(), subscriberUrl: z.string() });
const nothing = z.unknown();

/** Cal.com's API v2. */
export function calcomCalendar(
  { token, baseUrl }: CalendarAccount,
  options: Pick<ServiceClientOptions, 'patienceMs'> = {},
): BookingCalendar {
  const { ask, once } = serviceClient({ service: 'Cal.com', baseUrl: baseUrl || CALCOM, token, ...options });
  const versioned = (
    kind: keyof typeof VERSIONS,
    request: Omit<ServiceRequest, 'headers'>,
  ): ServiceRequest => ({ ...request, headers: { 'cal-api-version': VERSIONS[kind] } });
  const hooksAt = async (url: string) => {
    const known = await ask({ method: 'GET', path: '/v2/webhooks?take=250' }, data(z.array(webhookSchema)));
    return known.data.filter(({ subscriberUrl }) => subscriberUrl === url);
  };
  const remove = async (url: string): Promise<void> => {
    for (const { id } of await hooksAt(url))
      await ask({ method: 'DELETE', path: `/v2/webhooks/${encodeURIComponent(id)}` }, nothing);
  };
  return {
    async eventTypes() {
      const { username } = (await ask({ method: 'GET', path: '/v2/me' }, meSchema)).data;
      const path = `/v2/event-types?${new URLSearchParams({ username: username ?? '' })}`;
      const request = versioned('eventTypes', { method: 'GET', path });
      const found = (await ask(request, data(z.array(eventTypeSchema)))).data;
      return found
        .filter(({ hidden }) => !hidden)
        .map(({ id, title, slug, lengthInMinutes, bookingUrl }) => ({
          id: String(id),
          name: title,
          minutes: lengthInMinutes,
          bookingUrl: bookingUrl ?? `https://cal.com/${username}/${slug}`,
        }));
    },
    async slots({ eventType, from, to }) {
      const query = new URLSearchParams({ eventTypeId: eventType, start: from, end: to, timeZone: 'UTC' });
      const request = versioned('slots', { method: 'GET', path: `/v2/slots?${query}` });
      const days = Object.values((await ask(request, slotsSchema)).data);
      return days.flatMap((day) => day.map(({ start }) => start)).toSorted();
    },
    async singleUseLink(eventType) {
      const path = `/v2/event-types/${encodeURIComponent(eventType)}/private-links`;
      const request = versioned('eventTypes', { method: 'POST', path, body: { maxUsageCount: 1 } });
      const schema = data(z.object({ bookingUrl: z.url({ protocol: /^https?$/ }) }));
      return (await ask(request, schema)).data.bookingUrl;
    },
    async book(request) {
      const { eventType, startsAt, attendee, token } = request;
      const { name, email, timeZone } = attendee;
      const body = {
        start: startsAt,
        eventTypeId: Number(eventType),
        attendee: { name, email, timeZone },
        metadata: { rex: token },
      };
      const answer = await once(versioned('bookings', { method: 'POST', path: '/v2/bookings', body }));
      if (!answer.answered) return { outcome: answer.sent ? 'unknown' : 'refused', reason: answer.reason };
      if (answer.status >= 500) return { outcome: 'unknown', reason: `status ${answer.status}` };
      if (answer.status >= 300) return { outcome: 'refused', reason: reasonIn(answer.body) };
      const parsed = data(bookingSchema).safeParse(answer.body);
      return parsed.success
        ? { outcome: 'booked', news: newsOf(request, parsed.data.data) }
        : { outcome: 'unknown', reason: 'an answer of another shape' };
    },
    async findBooking(request) {
      const { startsAt, attendee } = request;
      const query = new URLSearchParams({
        attendeeEmail: attendee.email,
        afterStart: addMs(new Date(startsAt), -MINUTE).toISOString(),
        status: 'upcoming,unconfirmed',
        take: '100',
      });
      const read = versioned('bookings', { method: 'GET', path: `/v2/bookings?${query}` });
      const found = (await ask(read, data(z.array(bookingSchema)))).data;
      const same = found.find(({ start }) => start === startsAt);
      return same && newsOf(request, same);
    },
    async cancel(externalId, reason) {
      const path = `/v2/bookings/${encodeURIComponent(externalId)}`;
      const body = { cancellationReason: reason };
      const off = versioned('bookings', { method: 'POST', path: `${path}/cancel`, body });
      const answer = await once(off);
      if (answer.answered && answer.status < 300) return;
      // Cal.com refuses what is called off already; and where no answer came, it may be.
      const read = versioned('bookings', { method: 'GET', path });
      const { status } = (await ask(read, data(bookingSchema))).data;
      if (status !== 'cancelled') await ask(off, nothing);
    },
    async subscribe({ url, signingKey }) {
      await remove(url);
      const body = { active: true, subscriberUrl: url, triggers: TRIGGERS, secret: signingKey };
      await ask({ method: 'POST', path: '/v2/webhooks', body }, nothing);
    },
    unsubscribe: remove,
  };
}

const newsOf = (
  { attendee, token, at }: BookRequest,
  { uid, status, start, end, createdAt, title, location }: z.output<typeof bookingSchema>,
): MeetingNews => ({
  source: 'calcom',
  externalId: uid,
  state: status === 'pending' ? 'requested' : 'booked',
  at: createdAt ?? at,
  startsAt: start,
  endsAt: end,
  title: title ?? '',
  location: location ?? undefined,
  attendee: attendee.email,
  token,
});
