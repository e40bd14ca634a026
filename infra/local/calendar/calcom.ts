import * as z from 'zod';
import type { Answer, ApiRequest } from './api.ts';
import { type Booking, type Bookings, EVENT_NAME, hmac, type Teller } from './bookings.ts';

const EVENT_TYPE = 7;
/** The versions of which this speaks, by the kind of thing. */
const VERSIONS: Readonly<Record<string, string>> = {
  'event-types': '2024-06-14',
  slots: '2024-09-04',
  bookings: '2024-08-13',
};

const bookingRequest = z.object({
  start: z.string(),
  eventTypeId: z.literal(EVENT_TYPE),
  attendee: z.object({ name: z.string(), email: z.string(), timeZone: z.string() }),
  metadata: z.record(z.string(), z.string()).default({}),
});
const webhookRequest = z.object({
  active: z.literal(true),
  subscriberUrl: z.string(),
  triggers: z.array(z.string()).min(1),
  secret: z.string(),
});

const done = (data: unknown, status = 200): Answer => ({ status, body: { status: 'success', data } });
const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { status: 'error', error: { code, message } },
});
const notFound = refused(404, 'NotFoundException', 'Not found.');

export const calcomTeller: Teller = {
  bodyOf: (booking, at) => ({
    triggerEvent: booking.cancelledAt === undefined ? 'BOOKING_CREATED' : 'BOOKING_CANCELLED',
    createdAt: at.toISOString(),
    payload: {
      type: 'intro',
      title: EVENT_NAME,
      startTime: booking.start,
      endTime: booking.end,
      attendees: [{ email: booking.email, name: booking.name, timeZone: 'UTC' }],
      location: 'integrations:daily',
      uid: booking.id,
      eventTypeId: EVENT_TYPE,
      metadata: { rex: booking.token },
      status: booking.cancelledAt === undefined ? 'ACCEPTED' : 'CANCELLED',
      ...(booking.reason === undefined ? {} : { cancellationReason: booking.reason }),
    },
  }),
  headersOf: (body, hook) => ({ 'x-cal-signature-256': hmac(hook.key, body) }),
};

const viewOf = ({ id, start, end, createdAt, cancelledAt, token }: Booking) => ({
  uid: id,
  status: cancelledAt === undefined ? 'accepted' : 'cancelled',
  title: EVENT_NAME,
  start,
  end,
  createdAt,
  location: 'integrations:daily',
  metadata: { rex: token },
});

/** Cal.com's API v2, as far as Rex uses it. */
export function calcomApi(page: string, bookings: Bookings) {
  const all = () => bookings.list('calcom');
  return ({ method, path, query, body, headers }: ApiRequest): Answer => {
    const [, , kind = '', id = '', part = ''] = path.split('/');
    const version = VERSIONS[kind];
    if (version !== undefined && headers['cal-api-version'] !== version)
      return refused(404, 'NotFoundException', `Cannot ${method} ${path}`);
    const booking = all().find((each) => each.id === id);
    switch (`${method} ${kind}${part === '' ? '' : ` ${part}`}`) {
      case 'GET me':
        return done({ id: 1, username: 'acme', email: 'host@acme.example', timeZone: 'UTC' });
      case 'GET event-types':
        return done([
          {
            id: EVENT_TYPE,
            title: EVENT_NAME,
            slug: 'intro',
            lengthInMinutes: 30,
            hidden: false,
            bookingUrl: page,
          },
        ]);
      case 'POST event-types private-links':
        return done({ linkId: 'l', bookingUrl: page }, 201);
      case 'GET slots': {
        const free = bookings.free(new Date(query.get('start') ?? ''), new Date(query.get('end') ?? ''));
        const days = Map.groupBy(free, (start) => start.slice(0, 10));
        return done(
          Object.fromEntries([...days].map(([day, starts]) => [day, starts.map((start) => ({ start }))])),
        );
      }
      case 'POST bookings': {
        const asked = bookingRequest.safeParse(body);
        if (!asked.success) return refused(400, 'BadRequestException', 'The body is not valid.');
        const { start, attendee, metadata } = asked.data;
        const visitor = { email: attendee.email, name: attendee.name, token: metadata['rex'] ?? '' };
        const made = bookings.book('calcom', start, visitor);
        return made
          ? done(viewOf(made), 201)
          : refused(
              400,
              'BadRequestException',
              'User either already has booking at this time or is not available',
            );
      }
      case 'GET bookings': {
        if (id !== '') return booking ? done(viewOf(booking)) : notFound;
        const after = query.get('afterStart') ?? '';
        const found = all().filter(
          (each) =>
            each.email === query.get('attendeeEmail') && each.cancelledAt === undefined && each.start > after,
        );
        return done(found.map(viewOf));
      }
      case 'POST bookings cancel': {
        if (!booking) return notFound;
        const { cancellationReason } = z.object({ cancellationReason: z.string() }).parse(body);
        return bookings.cancel(id, cancellationReason)
          ? done({ ...viewOf(booking), status: 'cancelled' })
          : refused(400, 'BadRequestException', 'This booking has already been cancelled');
      }
      case 'GET webhooks':
        return done(bookings.hooks('calcom').map((hook) => ({ id: hook.id, subscriberUrl: hook.url })));
      case 'POST webhooks': {
        const { subscriberUrl, secret } = webhookRequest.parse(body);
        return done({ id: bookings.addHook('calcom', subscriberUrl, secret).id }, 201);
      }
      case 'DELETE webhooks':
        return bookings.removeHook(id) ? done({ id }) : notFound;
      default:
        return notFound;
    }
  };
}
