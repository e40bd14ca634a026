import * as z from 'zod';
import type { Answer, ApiRequest } from './api.ts';
import { type Booking, type Bookings, EVENT_NAME, hmac, type Teller } from './bookings.ts';

/** Calendly writes microseconds. */
const instant = (at: string): string => at.replace('Z', '000Z');
const WEEK_MS = 7 * 24 * 60 * 60_000;

const subscription = z.object({
  url: z.string(),
  events: z.array(z.string()),
  organization: z.string(),
  user: z.string(),
  scope: z.literal('user'),
  signing_key: z.string(),
});
const invitee = z.object({
  event_type: z.string(),
  start_time: z.string(),
  invitee: z.object({ name: z.string(), email: z.string(), timezone: z.string() }),
  tracking: z.object({ utm_source: z.string(), utm_content: z.string() }).partial().optional(),
});
const link = z.object({
  max_event_count: z.literal(1),
  owner: z.string(),
  owner_type: z.literal('EventType'),
});

const refused = (status: number, title: string, message: string): Answer => ({
  status,
  body: { title, message },
});
const notFound = refused(404, 'Resource Not Found', 'The server could not find the requested resource.');

export const calendlyTeller = (base: string): Teller => ({
  bodyOf: (booking, at) => ({
    event: booking.cancelledAt === undefined ? 'invitee.created' : 'invitee.canceled',
    created_at: instant(at.toISOString()),
    created_by: `${base}/users/ME`,
    payload: { ...inviteeOf(base, booking), scheduled_event: eventOf(base, booking) },
  }),
  headersOf(body, hook, at) {
    const t = Math.floor(at.getTime() / 1000);
    return { 'calendly-webhook-signature': `t=${t},v1=${hmac(hook.key, `${t}.${body}`)}` };
  },
});

const eventOf = (base: string, { id, start, end, createdAt, cancelledAt }: Booking) => ({
  uri: `${base}/scheduled_events/${id}`,
  name: EVENT_NAME,
  status: cancelledAt === undefined ? 'active' : 'canceled',
  start_time: instant(start),
  end_time: instant(end),
  created_at: instant(createdAt),
  location: { type: 'zoom', join_url: `https://zoom.example/j/${id}` },
});

const inviteeOf = (base: string, { id, email, name, token, createdAt, cancelledAt, reason }: Booking) => ({
  uri: `${base}/scheduled_events/${id}/invitees/${id}`,
  event: `${base}/scheduled_events/${id}`,
  email,
  name,
  status: cancelledAt === undefined ? 'active' : 'canceled',
  created_at: instant(createdAt),
  rescheduled: false,
  old_invitee: null,
  new_invitee: null,
  cancellation: cancelledAt === undefined ? null : { reason, canceler_type: 'host' },
  tracking: { utm_source: 'rex', utm_content: token },
});

/** Calendly's API v2, as far as Rex uses it. `base`: its own address, with which its ids begin. */
export function calendlyApi(base: string, page: string, bookings: Bookings) {
  const eventType = {
    uri: `${base}/event_types/INTRO`,
    name: EVENT_NAME,
    duration: 30,
    scheduling_url: page,
    active: true,
  };
  const all = () => bookings.list('calendly');
  const subscriptions = () =>
    bookings.hooks('calendly').map(({ id, url }) => ({
      uri: `${base}/webhook_subscriptions/${id}`,
      callback_url: url,
      state: 'active',
    }));
  const pageOf = (collection: readonly object[]): Answer => ({
    status: 200,
    body: { collection, pagination: { count: collection.length, next_page_token: null } },
  });
  return ({ method, path, query, body }: ApiRequest): Answer => {
    const [, kind = '', id = '', part = ''] = path.split('/');
    const booking = all().find((each) => each.id === id);
    switch (`${method} ${kind}${part === '' ? '' : ` ${part}`}`) {
      case 'GET users':
        return {
          status: 200,
          body: { resource: { uri: `${base}/users/ME`, current_organization: `${base}/organizations/ORG` } },
        };
      case 'GET event_types':
        return pageOf([eventType]);
      case 'GET event_type_available_times': {
        const [from, to] = [new Date(query.get('start_time') ?? ''), new Date(query.get('end_time') ?? '')];
        if (to.getTime() - from.getTime() > WEEK_MS)
          return refused(400, 'Invalid Argument', 'The range can be at most 7 days.');
        return pageOf(
          bookings.free(from, to).map((start) => ({ status: 'available', start_time: instant(start) })),
        );
      }
      case 'POST scheduling_links': {
        const asked = link.safeParse(body);
        if (!asked.success || asked.data.owner !== eventType.uri)
          return refused(400, 'Invalid Argument', 'The supplied parameters are invalid.');
        return { status: 201, body: { resource: { booking_url: page, owner: eventType.uri } } };
      }
      case 'POST invitees': {
        const asked = invitee.safeParse(body);
        if (!asked.success || asked.data.event_type !== eventType.uri)
          return refused(400, 'Invalid Argument', 'The supplied parameters are invalid.');
        const { email, name } = asked.data.invitee;
        const token = asked.data.tracking?.utm_content ?? '';
        const made = bookings.book('calendly', asked.data.start_time, { email, name, token });
        return made
          ? { status: 201, body: { resource: inviteeOf(base, made) } }
          : refused(409, 'Conflict', 'The time is no longer available.');
      }
      case 'GET scheduled_events': {
        if (id !== '')
          return booking ? { status: 200, body: { resource: eventOf(base, booking) } } : notFound;
        const [from = '', to = ''] = [query.get('min_start_time'), query.get('max_start_time')];
        const found = all().filter(
          (each) =>
            each.email === query.get('invitee_email') &&
            each.cancelledAt === undefined &&
            each.start >= (from ?? '') &&
            each.start <= (to ?? ''),
        );
        return pageOf(found.map((each) => eventOf(base, each)));
      }
      case 'GET scheduled_events invitees':
        return booking ? pageOf([inviteeOf(base, booking)]) : notFound;
      case 'POST scheduled_events cancellation': {
        if (!booking) return notFound;
        const { reason } = z.object({ reason: z.string() }).parse(body);
        return bookings.cancel(id, reason)
          ? { status: 201, body: { resource: { reason } } }
          : refused(403, 'Permission Denied', 'Event in the past or already canceled.');
      }
      case 'GET webhook_subscriptions':
        return pageOf(subscriptions());
      case 'POST webhook_subscriptions': {
        const { url, signing_key } = subscription.parse(body);
        if (subscriptions().some(({ callback_url }) => callback_url === url))
          return refused(409, 'Already Exists', 'Hook with this url already exists.');
        bookings.addHook('calendly', url, signing_key);
        return { status: 201, body: { resource: { callback_url: url } } };
      }
      case 'DELETE webhook_subscriptions':
        return bookings.removeHook(id) ? { status: 204 } : notFound;
      default:
        return notFound;
    }
  };
}
