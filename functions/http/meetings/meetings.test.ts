import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signingKeyOf } from '../../../shared/meetings/adapters/accounts.ts';
import type { MeetingMessage } from '../../../shared/meetings/contract/messages.ts';
import { meetingsHandler } from './handler.ts';

const NOW = new Date('2026-01-05T10:00:00Z');
const SECRET = 'the secret of the deployment';
const sent: MeetingMessage[] = [];
// The limiter of requests with a token, which no webhook asks.
vi.stubEnv('RECORDS_TABLE', 'none');
vi.stubEnv('REQUESTS_PER_MINUTE', '1');
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(() => {
  sent.length = 0;
});
const account = { token: 't', signingKey: '', baseUrl: '' };
const accounts = {
  acme: { calendly: account, calcom: { ...account, signingKey: 'set by hand' } },
  globex: { calendly: account, calcom: account },
  initech: {},
};
const handler = meetingsHandler({
  accounts,
  signingKey: (workspace: 'acme' | 'globex', service: 'calendly' | 'calcom') => keyOf(workspace, service),
  queue: { send: async (messages: MeetingMessage[]) => void sent.push(...messages) },
  clock: { now: () => NOW },
} as never);

async function post(path: string, headers: Record<string, string>, body: string) {
  return handler(
    {
      version: '2.0',
      requestContext: { requestId: 'r', http: { method: 'POST', path } },
      rawQueryString: '',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    } as never,
    {} as never,
  );
}
const keyOf = (workspace: 'acme' | 'globex', service: 'calendly' | 'calcom'): string =>
  signingKeyOf(SECRET, workspace, service, accounts[workspace][service]);
const hex = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex');

const EVENT = 'https://api.calendly.com/scheduled_events/AAAA';
const invitee = {
  uri: `${EVENT}/invitees/BBBB`,
  email: 'Ann@shop.example',
  name: 'Ann',
  created_at: '2026-01-05T09:59:30.123456Z',
  rescheduled: false,
  old_invitee: null,
  new_invitee: null,
  tracking: { utm_source: 'rex', utm_content: 'a-token' },
  scheduled_event: {
    uri: EVENT,
    name: 'Intro',
    start_time: '2026-01-12T15:00:00.000000Z',
    end_time: '2026-01-12T15:30:00.000000Z',
    location: { type: 'zoom', join_url: 'https://zoom.example/j/1' },
  },
};
const calendly = (event: string, payload: object = {}): string =>
  JSON.stringify({ event, created_at: '2026-01-05T10:00:00.000000Z', payload: { ...invitee, ...payload } });
interface Signed {
  readonly workspace?: string;
  readonly key?: string;
  readonly ago?: number;
  readonly signedBody?: string;
}
const postCalendly = (
  body: string,
  { workspace = 'acme', key = keyOf('acme', 'calendly'), ago = 1, signedBody = body }: Signed = {},
) => {
  const t = NOW.getTime() / 1000 - ago;
  const signature = `t=${t},v1=${hex(key, `${t}.${signedBody}`)}`;
  return post(`/webhook/calendly/${workspace}`, { 'calendly-webhook-signature': signature }, body);
};

describe("Calendly's webhook", () => {
  const created = calendly('invitee.created');

  it('takes a booking that is signed with the key of the workspace', async () => {
    expect((await postCalendly(created)).statusCode).toBe(204);
    expect(sent).toEqual([
      {
        workspace: 'acme',
        news: [
          {
            source: 'calendly',
            externalId: invitee.uri,
            state: 'booked',
            at: '2026-01-05T09:59:30.123Z',
            startsAt: '2026-01-12T15:00:00.000Z',
            endsAt: '2026-01-12T15:30:00.000Z',
            title: 'Intro',
            location: 'https://zoom.example/j/1',
            attendee: 'Ann@shop.example',
            token: 'a-token',
            replaces: undefined,
          },
        ],
      },
    ]);
  });

  it.each([
    ['tampered with', { signedBody: created.replace('Intro', 'Other') }],
    ['stale', { ago: 181 }],
    ['from the future', { ago: -181 }],
    ['signed with another key', { key: 'x' }],
    ['signed by another workspace', { key: keyOf('globex', 'calendly') }],
    ['for a workspace without an account', { workspace: 'initech' }],
    ['for a workspace that is not there', { workspace: 'nobody' }],
  ])('refuses one that is %s', async (_, how) => {
    const answer = await postCalendly(created, how);
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(sent).toEqual([]);
  });

  it.each(['', 't=1', 'v1=00', 't=x,v1=zz', `t=${NOW.getTime() / 1000},v1=${'0'.repeat(64)}`])(
    'refuses the signature "%s"',
    async (signature) => {
      const answer = await post(
        '/webhook/calendly/acme',
        { 'calendly-webhook-signature': signature },
        created,
      );
      expect(answer.statusCode).toBe(401);
    },
  );

  it('takes the same again, which changes nothing', async () => {
    for (const _ of [1, 2]) expect((await postCalendly(created)).statusCode).toBe(204);
    expect(sent[0]).toEqual(sent[1]);
  });

  it('tells with a cancellation that there was a booking, and why it was called off', async () => {
    await postCalendly(
      calendly('invitee.canceled', { cancellation: { reason: 'Ill', canceler_type: 'invitee' } }),
    );
    expect(sent[0]?.news).toMatchObject([
      { state: 'booked', at: '2026-01-05T09:59:30.123Z' },
      { state: 'cancelled', at: '2026-01-05T10:00:00.000Z', reason: 'Ill' },
    ]);
    await postCalendly(
      calendly('invitee.canceled', { rescheduled: true, new_invitee: `${EVENT}/invitees/C` }),
    );
    expect(sent[1]?.news[1]).toMatchObject({ state: 'rescheduled' });
  });

  it('accepts what is about no booking, and refuses by name what is no invitee', async () => {
    expect((await postCalendly(calendly('routing_form_submission.created'))).statusCode).toBe(204);
    expect(sent).toEqual([]);
    const answer = await postCalendly(
      calendly('invitee.created', { scheduled_event: { start_time: 'soon' } }),
    );
    expect([answer.statusCode, JSON.parse(answer.body).detail]).toEqual([
      400,
      expect.stringContaining('body.payload.scheduled_event.start_time'),
    ]);
    expect((await postCalendly('{')).statusCode).toBe(400);
  });
});

describe("Cal.com's webhook", () => {
  const booking = {
    triggerEvent: 'BOOKING_CREATED',
    createdAt: '2026-01-05T09:30:00.538Z',
    payload: {
      uid: 'bFJeNb2uX8ANpT3JL5EfXw',
      title: '60min between Pro Example and John Doe',
      startTime: '2026-01-12T09:30:00Z',
      endTime: '2026-01-12T10:30:00Z',
      attendees: [{ email: 'john.doe@example.com', name: 'John Doe', timeZone: 'Asia/Kolkata' }],
      location: 'Calcom HQ',
      metadata: {},
      status: 'ACCEPTED',
    },
  };
  const created = JSON.stringify(booking);
  const changed = (triggerEvent: string, payload: object = {}): string =>
    JSON.stringify({ ...booking, triggerEvent, payload: { ...booking.payload, ...payload } });
  const postCalcom = (body: string, key = 'set by hand', signedBody = body, workspace = 'acme') =>
    post(`/webhook/calcom/${workspace}`, { 'x-cal-signature-256': hex(key, signedBody) }, body);

  it('takes a booking that is signed with the key of the workspace', async () => {
    expect((await postCalcom(created)).statusCode).toBe(204);
    expect(sent[0]?.news).toEqual([
      expect.objectContaining({
        source: 'calcom',
        externalId: 'bFJeNb2uX8ANpT3JL5EfXw',
        state: 'booked',
        at: '2026-01-05T09:30:00.538Z',
        startsAt: '2026-01-12T09:30:00.000Z',
        attendee: 'john.doe@example.com',
        location: 'Calcom HQ',
      }),
    ]);
  });

  it('takes the token of the link, and tells apart what was asked for, refused, called off and moved', async () => {
    await postCalcom(changed('BOOKING_REQUESTED', { metadata: { rex: 'a-token' } }));
    await postCalcom(changed('BOOKING_REJECTED', { rejectionReason: 'Full' }));
    await postCalcom(changed('BOOKING_CANCELLED', { cancellationReason: 'Ill' }));
    await postCalcom(changed('BOOKING_RESCHEDULED', { uid: 'new', rescheduleUid: booking.payload.uid }));
    expect(sent.map(({ news }) => news.map(({ state, token, reason }) => [state, token, reason]))).toEqual([
      [['requested', 'a-token', undefined]],
      [['declined', undefined, 'Full']],
      [['cancelled', undefined, 'Ill']],
      [
        ['rescheduled', undefined, undefined],
        ['booked', undefined, undefined],
      ],
    ]);
    expect(sent[3]?.news.map(({ externalId, replaces }) => [externalId, replaces])).toEqual([
      [booking.payload.uid, undefined],
      ['new', booking.payload.uid],
    ]);
  });

  it('accepts the ping by which a webhook is tried', async () => {
    expect((await postCalcom('{"triggerEvent":"PING","payload":"ping"}')).statusCode).toBe(204);
    expect(sent).toEqual([]);
  });

  it.each([
    ['tampered with', postCalcomArgs('set by hand', `${created} `)],
    ['signed with another key', postCalcomArgs('x')],
    ['signed by another workspace', postCalcomArgs(keyOf('globex', 'calcom'))],
    ['for a workspace without an account', postCalcomArgs('set by hand', created, 'initech')],
  ])('refuses one that is %s', async (_, [key, signedBody, workspace]) => {
    expect((await postCalcom(created, key, signedBody, workspace)).statusCode).toBe(401);
    expect(sent).toEqual([]);
  });

  function postCalcomArgs(key: string, signedBody = created, workspace = 'acme') {
    return [key, signedBody, workspace] as const;
  }
});
