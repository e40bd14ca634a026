import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../net.ts';
import { type Booking, type BookingsServices, createBookings, type Service } from './bookings.ts';
import { calcomApi, calcomTeller } from './calcom.ts';
import { calendlyApi, calendlyTeller } from './calendly.ts';

/** Calendly and Cal.com on this machine: their APIs, their booking pages and their webhooks. */
export interface Calendars {
  /** What the secret of the accounts says: one for every workspace, on this machine. */
  readonly accounts: Readonly<Record<string, Readonly<Record<Service, { token: string; baseUrl: string }>>>>;
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Somebody follows a link to a booking page and takes the first time of the next days; false when it is none of ours. */
  visit(link: string, email: string): boolean;
  list(service: Service): Booking[];
  /** Somebody calls their booking off; false when there is none, or it is off already. */
  callOff(id: string, reason: string): boolean;
  /** Tells what a killed process did not. */
  resume(): void;
}

export const CALENDAR_PATH = '/_local/calendar';
const TOKEN_SETTING = 'calendar/token';
const DAY_MS = 24 * 60 * 60_000;
const TOKEN_IN: Readonly<Record<Service, string>> = { calendly: 'utm_content', calcom: 'metadata[rex]' };

export function createCalendars(services: BookingsServices & { readonly httpUrl: string }): Calendars {
  const { store, clock, httpUrl } = services;
  const token = store.setting(TOKEN_SETTING) ?? randomBytes(16).toString('hex');
  store.saveSetting(TOKEN_SETTING, token);
  const baseOf = (service: Service): string => `${httpUrl}${CALENDAR_PATH}/${service}`;
  const pageOf = (service: Service): string => `${httpUrl}${CALENDAR_PATH}/book/${service}/intro`;
  const bookings = createBookings(services, {
    calendly: calendlyTeller(baseOf('calendly')),
    calcom: calcomTeller,
  });
  const apis = {
    calendly: calendlyApi(baseOf('calendly'), pageOf('calendly'), bookings),
    calcom: calcomApi(pageOf('calcom'), bookings),
  };
  const accountAt = (service: Service) => ({ token, baseUrl: baseOf(service) });
  return {
    accounts: { '*': { calendly: accountAt('calendly'), calcom: accountAt('calcom') } },
    async handle(request, response, path) {
      const { pathname, searchParams: query } = new URL(path, 'http://local');
      const service = pathname.split('/')[1];
      if (service !== 'calendly' && service !== 'calcom')
        return sendJson(response, 404, { message: 'Not Found' });
      if (request.headers.authorization !== `Bearer ${token}`)
        return sendJson(response, 401, { title: 'Unauthenticated', message: 'The access token is invalid' });
      const text = (await readBody(request))?.toString('utf8') ?? '';
      const { status, body } = apis[service]({
        method: request.method ?? 'GET',
        path: pathname.slice(service.length + 1),
        query,
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      });
      if (status === 204) response.writeHead(204).end();
      else sendJson(response, status, body ?? {});
    },
    visit(link, email) {
      const service = (['calendly', 'calcom'] as const).find((each) => link.startsWith(pageOf(each)));
      if (service === undefined) return false;
      const visitorToken = new URL(link).searchParams.get(TOKEN_IN[service]) ?? '';
      const from = new Date(clock.now().getTime() + DAY_MS);
      const [start] = bookings.free(from, new Date(from.getTime() + 14 * DAY_MS));
      return (
        start !== undefined &&
        bookings.book(service, start, { email, name: email.split('@')[0] ?? '', token: visitorToken }) !==
          undefined
      );
    },
    list: bookings.list,
    callOff: bookings.cancel,
    resume: bookings.resume,
  };
}
