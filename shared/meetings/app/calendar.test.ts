import { describe, expect, it } from 'vitest';
import { createCalendars } from '../../../infra/local/calendar/calendars.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import type { BookingService } from '../../channels/contract/calendar.ts';
import { calcomNews } from '../adapters/calcom/calcom-webhook.ts';
import type { MeetingNews } from '../contract/messages.ts';
import { bookMeeting } from './book-meeting.ts';
import { bookingLink } from './booking-link.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { connectCalendar, disconnectCalendar, viewCalendar } from './connect-calendar.ts';
import { hearOfMeetings } from './hear-of-meetings.ts';
import { listSlots } from './list-slots.ts';
import type { BookingCalendar, BookOutcome } from './ports/booking-calendar.ts';

const STARTS = '2026-03-12T15:00:00.000Z';
const TYPES = [
  { id: 'intro', name: 'Intro', minutes: 30, bookingUrl: 'https://cal.example/acme/intro' },
  { id: 'long', name: 'Long', minutes: 60, bookingUrl: 'https://cal.example/acme/long' },
];
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

/** An account that says what the test tells it, over an outreach whose first messages have gone out. */
async function opened(service: BookingService = 'calendly') {
  const rex = await openOutreach();
  await rex.send();
  const calls: string[] = [];
  const says: (BookOutcome | 'unknown')[] = [];
  const there: MeetingNews[] = [];
  const newsOf = ({
    startsAt,
    attendee,
    token,
    at,
  }: Parameters<BookingCalendar['book']>[0]): MeetingNews => ({
    source: service,
    externalId: `E ${startsAt}`,
    state: 'booked',
    at,
    startsAt,
    endsAt: '2026-03-12T15:30:00.000Z',
    title: 'Intro',
    attendee: attendee.email,
    token,
  });
  const calendar: BookingCalendar = {
    eventTypes: async () => TYPES,
    slots: async ({ from }) => [from, STARTS],
    singleUseLink: async () => 'https://cal.example/d/once',
    async book(request) {
      calls.push('book');
      const news = newsOf(request);
      const said = says.shift() ?? { outcome: 'booked', news };
      // It was booked, and the answer was lost.
      if (said === 'unknown') there.push(news);
      return said === 'unknown' ? { outcome: 'unknown', reason: 'TimeoutError' } : said;
    },
    async findBooking() {
      calls.push('find');
      return there[0];
    },
    cancel: async (id, reason) => void calls.push(`cancel ${id}: ${reason}`),
    subscribe: async ({ url, signingKey }) => void calls.push(`subscribe ${url} ${signingKey}`),
    unsubscribe: async (url) => void calls.push(`unsubscribe ${url}`),
  };
  const deps = {
    ...rex.ports,
    calendars: (workspace: string) => (workspace === WORKSPACE ? calendar : undefined),
    signingKey: (workspace: string, of: BookingService) => `key of ${workspace} at ${of}`,
  };
  const connect = (eventType: string | undefined = 'intro') =>
    connectCalendar(deps, { workspace: WORKSPACE, service, eventType, cause });
  const book = (n = 1, startsAt = STARTS) =>
    bookMeeting(deps, { workspace: WORKSPACE, leadId: personOf(n).id, startsAt, cause });
  return { ...rex, deps, calls, says, connect, book };
}

describe('a calendar', () => {
  it('is connected: the service is told the webhook and its key, and the page is in the settings', async () => {
    const { connect, calls, deps, told } = await opened();
    const view = {
      service: 'calendly',
      eventType: 'intro',
      bookingUrl: 'https://cal.example/acme/intro',
      webhookUrl: `https://rex.example/webhook/calendly/${WORKSPACE}`,
      hasAccount: true,
    };
    expect(await connect()).toEqual(view);
    expect(await connect()).toEqual(view);
    expect(calls[0]).toBe(`subscribe ${view.webhookUrl} key of ${WORKSPACE} at calendly`);
    const changes = told().filter(({ name }) => name === 'workspace.settings-changed');
    expect(changes).toMatchObject([{ data: { changed: ['calendar'] } }]);
    expect(await disconnectCalendar(deps, { workspace: WORKSPACE, cause })).toMatchObject({
      service: 'none',
    });
    expect(calls.at(-1)).toBe(`unsubscribe ${view.webhookUrl}`);
    expect(await viewCalendar(deps, WORKSPACE)).toMatchObject({ bookingUrl: null, hasAccount: false });
  });

  it('that offers several things to book asks which, by name', async () => {
    const { deps, calls } = await opened();
    const connect = (eventType?: string) =>
      connectCalendar(deps, { workspace: WORKSPACE, service: 'calendly', eventType, cause });
    for (const wrong of [undefined, 'other']) {
      await expect(connect(wrong)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ path: 'body.eventType', message: expect.stringContaining('long (Long, 60 minutes)') }],
      });
    }
    expect(calls).toEqual([]);
  });

  it('without an account, or not connected, says what to do', async () => {
    const { deps, book } = await opened();
    await expect(book()).rejects.toMatchObject({ code: 'CONFLICT', message: /rex calendar connect/ });
    const nobody = { ...deps, calendars: () => undefined };
    const connect = connectCalendar(nobody, { workspace: WORKSPACE, service: 'calcom', cause });
    await expect(connect).rejects.toMatchObject({ code: 'CONFLICT', message: /rex\/calendars/ });
  });

  it('shows free times from now on, and gives a lead a page with a token', async () => {
    const { deps, connect, ports } = await opened('calcom');
    await connect();
    const { slots } = await listSlots(deps, WORKSPACE, { from: '2020-01-01T00:00:00.000Z', days: 7 });
    expect(slots[0]! > ports.clock.now().toISOString()).toBe(true);
    const { url } = await bookingLink(deps, WORKSPACE, personOf(1).id);
    const token = new URL(url).searchParams.get('metadata[rex]') ?? '';
    expect(token).toContain(personOf(1).id.slice(2));
    // A booking on that page is theirs, whatever address they give.
    const news = calcomNews(
      Buffer.from(
        JSON.stringify({
          triggerEvent: 'BOOKING_CREATED',
          createdAt: STARTS,
          payload: {
            uid: 'u',
            startTime: STARTS,
            endTime: STARTS,
            attendees: [{ email: 'x@y.example' }],
            metadata: { rex: token },
          },
        }),
      ),
    );
    expect(await hearOfMeetings(deps, { workspace: WORKSPACE, news })).toEqual(['stored']);
  });
});

describe('a meeting that a member books', () => {
  it('is booked once, is a success of the mission that wrote last, and is known before its webhook comes', async () => {
    const { connect, book, calls, id, messages, deps } = await opened();
    await connect();
    const meeting = await book();
    expect(meeting).toMatchObject({ state: 'booked', matchedBy: 'member', missionId: id, startsAt: STARTS });
    expect(await book()).toEqual(meeting);
    expect(calls.filter((call) => call === 'book')).toHaveLength(1);
    expect((await messages()).find(({ leadId }) => leadId === personOf(1).id)?.bookedAt).not.toBeNull();
    const known = await deps.meetings.get(WORKSPACE, meeting.id);
    const { toldAt = '', ...news } = known ?? {};
    const webhook = { ...news, state: 'booked', at: toldAt } as MeetingNews;
    await hearOfMeetings(deps, { workspace: WORKSPACE, news: [{ ...webhook, token: undefined }] });
    expect(await deps.meetings.ofLead(WORKSPACE, personOf(1).id)).toHaveLength(1);
  });

  it('whose answer is lost is looked up, and not booked again', async () => {
    const { connect, book, calls, says } = await opened();
    await connect();
    says.push('unknown');
    await expect(book()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await book()).toMatchObject({ state: 'booked' });
    expect(calls.slice(1)).toEqual(['book', 'find']);
  });

  it('whose call may still run is not booked beside it, and after that time it is', async () => {
    const rex = await opened();
    await rex.connect();
    rex.says.push({ outcome: 'unknown', reason: 'TimeoutError' });
    await expect(rex.book()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(rex.book()).rejects.toMatchObject({ code: 'CONFLICT' });
    rex.pass(3 * 60_000);
    expect(await rex.book()).toMatchObject({ state: 'booked' });
    expect(rex.calls.slice(1)).toEqual(['book', 'find', 'find', 'book']);
  });

  it('is refused by the service, for a suppressed person, and for a time that has passed', async () => {
    const { connect, book, says, ports, calls } = await opened();
    await connect();
    says.push({ outcome: 'refused', reason: 'The time is taken.' });
    await expect(book()).rejects.toMatchObject({ code: 'CONFLICT', message: /taken/ });
    await expect(book(1, '2020-01-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const lead = await ports.leads.get(WORKSPACE, personOf(2).id);
    if (!lead) throw new Error('gone');
    const suppression = { reason: 'unsubscribe', source: 'test', at: STARTS } as const;
    await ports.leads.save({ ...lead, suppression });
    await expect(book(2)).rejects.toMatchObject({ code: 'CONFLICT', message: /suppressed/ });
    expect(calls.filter((call) => call === 'book')).toHaveLength(1);
  });
});

describe('a meeting that a member calls off', () => {
  it('is called off at its service once, and what the service tells of it changes nothing', async () => {
    const { connect, book, calls, deps, lead } = await opened();
    await connect();
    const { id } = await book();
    const off = () => cancelMeeting(deps, { workspace: WORKSPACE, id, reason: 'I am ill', cause });
    expect(await off()).toMatchObject({ state: 'cancelled', endedBecause: 'I am ill' });
    expect(await off()).toMatchObject({ state: 'cancelled' });
    expect(calls.filter((call) => call.startsWith('cancel'))).toEqual([`cancel E ${STARTS}: I am ill`]);
    expect((await lead(1)).hold).toMatchObject({ reason: 'meeting_cancelled' });
  });

  it('cannot be one that is over, or is not there', async () => {
    const rex = await opened();
    await rex.connect();
    const { id } = await rex.book();
    rex.pass(30 * 24 * 3_600_000);
    const off = (meeting: string) =>
      cancelMeeting(rex.deps, { workspace: WORKSPACE, id: meeting, reason: 'x', cause });
    await expect(off(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(off(`mt_${'0'.repeat(20)}_${'0'.repeat(16)}`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('a visitor of another page books nothing', () => {
  const kept = new Map<string, string>();
  const calendars = createCalendars({
    store: { setting: (name) => kept.get(name), saveSetting: (name, value) => void kept.set(name, value) },
    clock: { now: () => new Date(STARTS) },
    launch: () => undefined,
    httpUrl: 'http://127.0.0.1:1',
  });
  expect(calendars.visit('https://calendly.com/acme/intro', 'ann@shop.example')).toBe(false);
  expect(calendars.list('calendly')).toEqual([]);
});
