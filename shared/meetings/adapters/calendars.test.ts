import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALENDAR_PATH, type Calendars, createCalendars } from '../../../infra/local/calendar/calendars.ts';
import { NOBODY_LISTENS } from '../../../test/support/nobody-listens.ts';
import { type Act, startScriptedServer } from '../../../test/support/scripted-server.ts';
import type { BookingService } from '../../channels/contract/calendar.ts';
import type { BookingCalendar, BookRequest } from '../app/ports/booking-calendar.ts';
import { calcomCalendar } from './calcom/calcom-calendar.ts';
import { calendlyCalendar } from './calendly/calendly-calendar.ts';

/** A Monday. */
const NOW = new Date('2026-01-05T06:00:00.000Z');
const SLOT = '2026-01-06T09:30:00.000Z';
const HOOK = { url: 'http://127.0.0.1:1/webhook', signingKey: 'k'.repeat(64) };
const OPEN = { calendly: calendlyCalendar, calcom: calcomCalendar } as const;
const SERVICES: BookingService[] = ['calendly', 'calcom'];

/** The calendars of the local runtime, which speak the protocols of the services. */
let calendars: Calendars;
let server: ReturnType<typeof createServer>;
let scripted: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  scripted = await startScriptedServer();
  server = createServer((request, response) => {
    void calendars.handle(request, response, (request.url ?? '').slice(CALENDAR_PATH.length));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const kept = new Map<string, string>();
  calendars = createCalendars({
    store: { setting: (name) => kept.get(name), saveSetting: (name, value) => void kept.set(name, value) },
    clock: { now: () => NOW },
    launch: (_, work) => void work(),
    httpUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(() => {
  server.close();
  scripted.stop();
});
const open = (service: BookingService): BookingCalendar => {
  const account = calendars.accounts['*']?.[service] ?? { token: '', baseUrl: '' };
  return OPEN[service]({ ...account, signingKey: '' });
};
const asked = (eventType: string, change: Partial<BookRequest> = {}): BookRequest => ({
  eventType,
  startsAt: SLOT,
  minutes: 30,
  attendee: { name: 'Ann', email: 'ann@shop.example', timeZone: 'Europe/Berlin' },
  at: NOW.toISOString(),
  token: 'a-token',
  ...change,
});

describe.each(SERVICES)('%s', (service) => {
  it('offers what can be booked, and when', async () => {
    const calendar = open(service);
    const [type] = await calendar.eventTypes();
    expect(type).toMatchObject({ minutes: 30, bookingUrl: expect.stringContaining(`/book/${service}/`) });
    const to = '2026-01-19T00:00:00.000Z';
    const slots = await calendar.slots({ eventType: type?.id ?? '', from: NOW.toISOString(), to });
    // Two weeks of 16 half hours a day, which Calendly answers a week at a time.
    expect(slots).toHaveLength(10 * 16);
    expect([slots[0], slots.at(-1)]).toEqual(['2026-01-05T09:00:00.000Z', '2026-01-16T16:30:00.000Z']);
    expect(await calendar.singleUseLink(type?.id ?? '')).toBe(type?.bookingUrl);
  });

  it('books a time once, finds the booking again, and calls it off once', async () => {
    const calendar = open(service);
    const [{ id } = { id: '' }] = await calendar.eventTypes();
    const startsAt = service === 'calendly' ? SLOT : '2026-01-07T09:30:00.000Z';
    const request = asked(id, { startsAt });
    expect(await calendar.findBooking(request)).toBeUndefined();
    const said = await calendar.book(request);
    const news = {
      source: service,
      state: 'booked',
      startsAt,
      attendee: 'ann@shop.example',
      token: 'a-token',
    };
    expect(said).toMatchObject({ outcome: 'booked', news });
    if (said.outcome !== 'booked') return;
    const { externalId } = said.news;
    expect(await calendar.findBooking(request)).toMatchObject({ ...news, externalId });
    expect(await calendar.book(request)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/\w/),
    });
    await calendar.cancel(externalId, 'Ill');
    await calendar.cancel(externalId, 'Ill');
    expect(calendars.list(service)).toMatchObject([{ reason: 'Ill', token: 'a-token' }]);
    expect(await calendar.findBooking(request)).toBeUndefined();
  });

  it('is told the address of the webhook once, however often it is connected', async () => {
    const calendar = open(service);
    for (const _ of [1, 2]) await calendar.subscribe(HOOK);
    await calendar.unsubscribe('http://127.0.0.1:1/another');
    await calendar.unsubscribe(HOOK.url);
    await calendar.unsubscribe(HOOK.url);
    await calendar.subscribe(HOOK);
  });

  it('says that the token is wrong', async () => {
    const { baseUrl = '' } = calendars.accounts['*']?.[service] ?? {};
    const calendar = OPEN[service]({ token: 'wrong', baseUrl, signingKey: '' });
    await expect(calendar.eventTypes()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('rex/calendars'),
    });
  });

  describe('that fails', () => {
    const failing = (...acts: Act[]) => {
      scripted.script(acts);
      const account = { token: 't', baseUrl: scripted.endpoint, signingKey: '' };
      return OPEN[service](account, { patienceMs: 4_000 });
    };
    const slots = (calendar: BookingCalendar) =>
      calendar.slots({ eventType: '7', from: NOW.toISOString(), to: SLOT });
    const none = { body: service === 'calendly' ? { collection: [] } : { data: {} } };

    it('is asked again after its limit, when that is soon, and after a failure', async () => {
      expect(await slots(failing({ status: 429, headers: { 'retry-after': '1' } }, none))).toEqual([]);
      expect(await slots(failing({ status: 503 }, 'reset', none))).toEqual([]);
      expect(scripted.received()).toHaveLength(3);
    });

    it.each([
      [
        'its limit for longer',
        { status: 429, headers: { 'retry-after': '60' } },
        { code: 'RATE_LIMITED', retryAfter: 60 },
      ],
      ['no such thing', { status: 404 }, { code: 'NOT_FOUND' }],
      [
        'a wrong request, in its own words',
        { status: 400, body: { message: 'Bad\nrange\u202e', details: [{ message: 'end_time' }] } },
        { code: 'VALIDATION_FAILED', message: expect.stringContaining('Bad range; end_time') },
      ],
      ['another shape', { body: '<html>' }, { code: 'PROVIDER_UNAVAILABLE' }],
    ] satisfies [string, Act, object][])('%s', async (_, act, failure) => {
      await expect(slots(failing(act))).rejects.toMatchObject(failure);
      expect(scripted.received()).toHaveLength(1);
    });

    it.each([
      ['no answer', 'reset', 'unknown'],
      ['half an answer', 'cut', 'unknown'],
      ['its own failure', { status: 502 }, 'unknown'],
      ['an answer of another shape', { status: 201, body: {} }, 'unknown'],
      ['its limit', { status: 429 }, 'refused'],
      ['a plan that does not allow it', { status: 403, body: { message: 'Upgrade' } }, 'refused'],
    ] satisfies [string, Act, string][])('is asked once to book: %s', async (_, act, outcome) => {
      expect(await failing(act).book(asked('7'))).toMatchObject({ outcome });
      expect(scripted.received()).toHaveLength(1);
    });
  });
});

it('nothing listens: nothing was booked', async () => {
  const calendar = calcomCalendar({ token: 't', baseUrl: NOBODY_LISTENS, signingKey: '' });
  expect(await calendar.book(asked('7'))).toEqual({ outcome: 'refused', reason: 'ECONNREFUSED' });
});

it('reads all pages of Calendly, and gives its token to nobody else', async () => {
  const of = (n: number) => ({
    uri: `${scripted.endpoint}/event_types/${n}`,
    name: `T${n}`,
    duration: 15,
    scheduling_url: 'https://calendly.example/t',
  });
  const me = { resource: { uri: 'u', current_organization: 'o' } };
  scripted.script([
    { body: me },
    { body: { collection: [of(1)], pagination: { next_page_token: 'p2' } } },
    { body: { collection: [of(2)], pagination: { next_page_token: null } } },
  ]);
  const calendar = calendlyCalendar({ token: 'secret', baseUrl: scripted.endpoint, signingKey: '' });
  expect((await calendar.eventTypes()).map(({ name }) => name)).toEqual(['T1', 'T2']);
  expect(scripted.received()[2]?.url).toContain('page_token=p2');
  await expect(
    calendar.cancel('https://evil.example/scheduled_events/E/invitees/I', 'x'),
  ).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});
