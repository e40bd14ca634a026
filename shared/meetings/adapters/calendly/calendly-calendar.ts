import * as z from 'zod';
import { addMs, DAY, MINUTE } from '../../../kernel/clock.ts';
import type { BookingCalendar, BookRequest } from '../../app/ports/booking-calendar.ts';
import type { MeetingNews } from '../../contract/messages.ts';
import type { CalendarAccount } from '../accounts.ts';
import { reasonIn, type ServiceClientOptions, serviceClient } from '../http/service-client.ts';
import { instantText } from '../http/webhook-body.ts';

const CALENDLY = 'https://api.calendly.com';
/** The longest span of times that Calendly answers at once. */
const SPAN_MS = 7 * DAY;
const MOST_PAGES = 20;
const EVENTS = ['invitee.created', 'invitee.canceled'];

const resource = <S extends z.ZodType>(schema: S) => z.object({ resource: schema });
const page = <S extends z.ZodType>(schema: S) =>
  z.object({
    collection: z.array(schema),
    pagination: z.object({ next_page_token: z.string().nullish() }).nullish(),
  });
const userSchema = resource(z.object({ uri: z.string(), current_organization: z.string() }));
const eventTypeSchema = z.object({
  uri: z.string(),
  name: z.string().nullish(),
  duration: z.number(),
  scheduling_url: z.string(),
});
const timeSchema = z.object({ status: z.string(), start_time: instantText });
const subscriptionSchema = z.object({ uri: z.string(), callback_url: z.string() });
const eventSchema = z.object({
  uri: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  start_time: instantText,
  end_time: instantText,
  created_at: instantText,
});
const inviteeSchema = z.object({ uri: z.string(), email: z.string(), created_at: instantText.optional() });
const nothing = z.unknown();

/** Calendly's API v2. Ids are whole addresses. To book for somebody needs a paid plan. */
export function calendlyCalendar(
  { token, baseUrl }: CalendarAccount,
  options: Pick<ServiceClientOptions, 'patienceMs'> = {},
): BookingCalendar {
  const { ask, once } = serviceClient({
    service: 'Calendly',
    baseUrl: baseUrl || CALENDLY,
    token,
    ...options,
  });
  const get = <S extends z.ZodType>(path: string, query: Record<string, string>, schema: S) =>
    ask({ method: 'GET', path: `${path}?${new URLSearchParams(query)}` }, schema);
  const me = async () => (await ask({ method: 'GET', path: '/users/me' }, userSchema)).resource;
  const all = async <S extends z.ZodType>(path: string, query: Record<string, string>, schema: S) => {
    const found: z.output<S>[] = [];
    let token: string | null | undefined;
    for (let n = 0; n < MOST_PAGES && token !== null; n++) {
      const next: Record<string, string> = token == null ? {} : { page_token: token };
      const { collection, pagination } = await get(path, { ...query, count: '100', ...next }, page(schema));
      found.push(...collection);
      token = pagination?.next_page_token ?? null;
    }
    return found;
  };
  const subscriptions = async (url: string) => {
    const { uri: user, current_organization: organization } = await me();
    const query = { organization, user, scope: 'user' };
    const known = await all('/webhook_subscriptions', query, subscriptionSchema);
    return { user, organization, own: known.filter(({ callback_url }) => callback_url === url) };
  };
  const remove = async (own: readonly { readonly uri: string }[]): Promise<void> => {
    for (const { uri } of own) await ask({ method: 'DELETE', path: uri }, nothing);
  };
  const newsOf = (
    { startsAt, minutes, attendee, token, at }: BookRequest,
    invitee: z.output<typeof inviteeSchema>,
    event?: z.output<typeof eventSchema>,
  ): MeetingNews => ({
    source: 'calendly',
    externalId: invitee.uri,
    state: 'booked',
    at: invitee.created_at ?? event?.created_at ?? at,
    startsAt: event?.start_time ?? startsAt,
    endsAt: event?.end_time ?? addMs(new Date(startsAt), minutes * MINUTE).toISOString(),
    title: event?.name ?? '',
    attendee: attendee.email,
    token,
  });
  return {
    async eventTypes() {
      const { uri: user } = await me();
      const found = await all('/event_types', { user, active: 'true' }, eventTypeSchema);
      return found.map(({ uri, name, duration, scheduling_url }) => ({
        id: uri,
        name: name ?? '',
        minutes: duration,
        bookingUrl: scheduling_url,
      }));
    },
    async slots({ eventType, from, to }) {
      const free: string[] = [];
      for (let start = Date.parse(from); start < Date.parse(to); start += SPAN_MS) {
        const end = Math.min(start + SPAN_MS, Date.parse(to));
        const query = {
          event_type: eventType,
          start_time: new Date(start).toISOString(),
          end_time: new Date(end).toISOString(),
        };
        const { collection } = await get('/event_type_available_times', query, page(timeSchema));
        free.push(
          ...collection.filter(({ status }) => status === 'available').map(({ start_time }) => start_time),
        );
      }
      return [...new Set(free)].toSorted();
    },
    async singleUseLink(owner) {
      const body = { max_event_count: 1, owner, owner_type: 'EventType' };
      const schema = resource(z.object({ booking_url: z.url({ protocol: /^https?$/ }) }));
      return (await ask({ method: 'POST', path: '/scheduling_links', body }, schema)).resource.booking_url;
    },
    async book(request) {
      const { eventType, startsAt, attendee, token } = request;
      const body = {
        event_type: eventType,
        start_time: startsAt,
        invitee: { name: attendee.name, email: attendee.email, timezone: attendee.timeZone },
        tracking: { utm_source: 'rex', utm_content: token },
      };
      const answer = await once({ method: 'POST', path: '/invitees', body });
      if (!answer.answered) return { outcome: answer.sent ? 'unknown' : 'refused', reason: answer.reason };
      if (answer.status >= 500) return { outcome: 'unknown', reason: `status ${answer.status}` };
      if (answer.status >= 300) return { outcome: 'refused', reason: reasonIn(answer.body) };
      const parsed = resource(inviteeSchema).safeParse(answer.body);
      return parsed.success
        ? { outcome: 'booked', news: newsOf(request, parsed.data.resource) }
        : { outcome: 'unknown', reason: 'an answer of another shape' };
    },
    async findBooking(request) {
      const { startsAt, attendee } = request;
      const query = {
        user: (await me()).uri,
        invitee_email: attendee.email,
        min_start_time: startsAt,
        max_start_time: addMs(new Date(startsAt), MINUTE).toISOString(),
        status: 'active',
      };
      const [event] = await all('/scheduled_events', query, eventSchema);
      if (!event) return undefined;
      const [invitee] = await all(`${event.uri}/invitees`, { email: attendee.email }, inviteeSchema);
      return invitee && newsOf(request, invitee, event);
    },
    async cancel(externalId, reason) {
      const event = externalId.replace(/\/invitees\/[^/]*$/, '');
      const answer = await once({ method: 'POST', path: `${event}/cancellation`, body: { reason } });
      if (answer.answered && answer.status < 300) return;
      // Calendly refuses what is called off already; and where no answer came, it may be.
      const { status } = (await ask({ method: 'GET', path: event }, resource(eventSchema))).resource;
      if (status !== 'canceled')
        await ask({ method: 'POST', path: `${event}/cancellation`, body: { reason } }, nothing);
    },
    async subscribe({ url, signingKey }) {
      const { user, organization, own } = await subscriptions(url);
      await remove(own);
      const body = { url, events: EVENTS, organization, user, scope: 'user', signing_key: signingKey };
      await ask({ method: 'POST', path: '/webhook_subscriptions', body }, nothing);
    },
    async unsubscribe(url) {
      await remove((await subscriptions(url)).own);
    },
  };
}
