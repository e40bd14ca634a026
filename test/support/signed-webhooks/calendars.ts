import { createHmac } from 'node:crypto';
import { meetingsHandler } from '../../../functions/http/meetings/handler.ts';
import type { BookingService } from '../../../shared/channels/contract/calendar.ts';
import { signingKeyOf } from '../../../shared/meetings/adapters/accounts.ts';
import { calendarsOf } from '../../../shared/meetings/adapters/calendars.ts';
import { openRex, WORKSPACE } from '../../memory/rex.ts';
import { sendTo, type World } from './post.ts';

/** What calendars tell of a booking, for the function of meetings with a queue that notes what comes. */
const calendar =
  (service: BookingService, event: object, headerOf: (key: string, body: string, at: number) => object) =>
  async (): Promise<World> => {
    const rex = openRex();
    const queued: unknown[] = [];
    const account = { token: 't', signingKey: '', baseUrl: '' };
    const accounts = { [WORKSPACE]: { [service]: account } };
    const handler = meetingsHandler({
      ...rex.ports,
      ...calendarsOf(accounts, 'of the deployment'),
      accounts,
      threadSecret: 'of the deployment',
      publicBaseUrl: 'https://rex.example',
      queue: { send: async (messages) => void queued.push(...messages) },
      clock: { now: () => new Date() },
    });
    const known = signingKeyOf('of the deployment', WORKSPACE, service, account);
    const body = JSON.stringify(event);
    return {
      send: sendTo(handler),
      effects: () => [rex.records(), rex.told(), rex.asked, queued],
      good: ({ key, ageMs = 0 } = {}) => ({
        path: `/webhook/${service}/${WORKSPACE}`,
        params: { workspace: WORKSPACE },
        headers: {
          'content-type': 'application/json',
          ...headerOf(
            key === undefined ? known : 'another key',
            body,
            Math.floor((Date.now() - ageMs) / 1000),
          ),
        },
        body,
      }),
    };
  };
const hex = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');
const BOOKED = { start: '2026-01-12T15:00:00.000000Z', end: '2026-01-12T15:30:00.000000Z' };

export const calendly = calendar(
  'calendly',
  {
    event: 'invitee.created',
    created_at: '2026-01-05T10:00:00.000000Z',
    payload: {
      uri: 'https://api.calendly.com/scheduled_events/AAAA/invitees/BBBB',
      email: 'ann@shop.example',
      name: 'Ann',
      created_at: '2026-01-05T09:59:30.123456Z',
      rescheduled: false,
      scheduled_event: {
        uri: 'https://x',
        name: 'Intro',
        start_time: BOOKED.start,
        end_time: BOOKED.end,
      },
    },
  },
  (key, body, at) => ({ 'calendly-webhook-signature': `t=${at},v1=${hex(key, `${at}.${body}`)}` }),
);

/** It signs the body and no time. */
export const calcom = calendar(
  'calcom',
  {
    triggerEvent: 'BOOKING_CREATED',
    createdAt: '2026-01-05T09:30:00.538Z',
    payload: {
      uid: 'bFJeNb2uX8ANpT3JL5EfXw',
      title: 'Intro',
      startTime: BOOKED.start,
      endTime: BOOKED.end,
      attendees: [{ email: 'ann@shop.example', name: 'Ann', timeZone: 'Asia/Kolkata' }],
    },
  },
  (key, body) => ({ 'x-cal-signature-256': hex(key, body) }),
);
