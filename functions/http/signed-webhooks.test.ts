import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXTERNAL_WORK } from '../../shared/agents/personalizer/external-work.ts';
import { AGENTS } from '../../shared/agents/registry.ts';
import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { BookingService } from '../../shared/channels/contract/calendar.ts';
import { registerAgent } from '../../shared/coordination/app/external-agents.ts';
import { assignmentOfModel, offerAssignment } from '../../shared/coordination/domain/assignment.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import { signingKeyOf } from '../../shared/meetings/adapters/accounts.ts';
import { calendarsOf } from '../../shared/meetings/adapters/calendars.ts';
import { openRex, WORKSPACE } from '../../test/memory/rex.ts';
import { startAutomationPeers } from '../../test/support/automation-peers.ts';
import { openAutomationWorld } from '../../test/support/automation-world.ts';
import { agentsHandler } from './agents/handler.ts';
import { automationsHandler } from './automations/handler.ts';
import { channelsHandler } from './channels/handler.ts';
import { llmHandler } from './llm/handler.ts';
import { meetingsHandler } from './meetings/handler.ts';

/** A webhook as it comes in. */
interface Post {
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a webhook is spoiled: another key, an earlier moment, or nothing. */
interface Spoiled {
  readonly key?: 'unknown';
  readonly ageMs?: number;
}

interface World {
  good(how?: Spoiled): Post;
  send(post: Post): Promise<number>;
  /** Everything that it may have changed or asked for. */
  effects(): unknown;
}

interface Row {
  readonly open: () => Promise<World>;
  readonly ok: number;
  /** Older than what its protocol takes; undefined when its signature has no time. */
  readonly staleMs: number | undefined;
  /** What a replay does that changes nothing: its message is queued again, and whoever takes it knows it. */
  readonly queuedAgain?: true;
}

const MINUTE = 60_000;
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;
const MISSION = `m_${'1'.repeat(26)}`;
const LEAD = leadIdOf(WORKSPACE, 'bob@example.test');

type Handler = (event: never, context: never) => Promise<{ statusCode: number }>;
const sendTo =
  (handler: Handler) =>
  async ({ path, params = {}, query = {}, headers, body }: Post): Promise<number> => {
    const event = {
      version: '2.0',
      requestContext: { requestId: 'r', http: { method: 'POST', path } },
      rawQueryString: new URLSearchParams(query).toString(),
      queryStringParameters: query,
      pathParameters: params,
      headers,
      body,
    };
    return (await handler(event as never, {} as never)).statusCode;
  };

function standardWebhook(secret: string, body: string, { key, ageMs = 0 }: Spoiled = {}) {
  const at = new Date(Date.now() - ageMs);
  const by = key === undefined ? secret : `whsec_${Buffer.from('nobody has this key').toString('base64')}`;
  return {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('msg_1', at, body),
  };
}

async function agent(): Promise<World> {
  const rex = openRex();
  const deps = { ...rex.ports, secret: 'of the deployment', work: EXTERNAL_WORK, registry: AGENTS };
  const registered = { workspace: WORKSPACE, name: 'Desk', agentVersion: 1, cause };
  const { header, secret } = await registerAgent(deps, { ...registered, steps: ['personalize'] });
  const step = {
    workspace: WORKSPACE,
    missionId: MISSION,
    step: 'personalize',
    task: {},
    correlationId: 'c',
  } as const;
  await deps.assignments.create(offerAssignment(step, rex.ports.clock.now()), []);
  const body = JSON.stringify({ action: 'take' });
  return {
    good: (how) => ({
      path: '/agents/mission',
      headers: { ...standardWebhook(secret, body, how), 'rex-agent': header },
      body,
    }),
    send: sendTo(agentsHandler(deps)),
    effects: () => [rex.records(), rex.told(), rex.asked],
  };
}

async function model(): Promise<World> {
  const rex = openRex();
  const secret = `whsec_${Buffer.from('the secret of the model').toString('base64')}`;
  const step = {
    workspace: WORKSPACE,
    missionId: MISSION,
    step: 'personalize',
    task: {},
    correlationId: 'c',
  } as const;
  const asked = assignmentOfModel(offerAssignment(step, rex.ports.clock.now()), 'background');
  await rex.ports.assignments.create(asked, []);
  const jobs = {
    submit: async () => undefined,
    take: async () => ({ job: { workspace: WORKSPACE, id: asked.id } as never, value: 'no usable answer' }),
  };
  const body = JSON.stringify({ type: 'response.completed', data: { id: 'resp_1' } });
  return {
    good: (how) => ({ path: '/webhook/llm', headers: standardWebhook(secret, body, how), body }),
    send: sendTo(
      llmHandler({
        ...rex.ports,
        usage: { ...rex.ports, ledger: { usage: async () => ({ spentMicros: 0, byPurpose: {} }) as never } },
        background: { jobs, webhookSecret: secret },
        work: EXTERNAL_WORK,
      }),
    ),
    effects: () => [rex.records(), rex.told(), new Set(rex.asked.queue.map((each) => JSON.stringify(each)))],
  };
}

let peers: Awaited<ReturnType<typeof startAutomationPeers>>;
async function automation(): Promise<World> {
  const world = await openAutomationWorld();
  const made = await world.add({
    connector: 'n8n',
    name: 'One',
    url: peers.n8n,
    deadlineMinutes: 30,
    onFailure: 'skip',
    inputs: {},
  });
  peers.state.startKey = made.startKey;
  const missionId = await world.mission(made.id);
  await world.start(missionId);
  const body = JSON.stringify({ runId: `${missionId}.1`, outcome: 'continue' });
  return {
    good: (how) => ({
      path: `/webhook/automation/${WORKSPACE}/${made.id}`,
      params: { workspace: WORKSPACE, automation: made.id },
      headers: standardWebhook(made.secret, body, how),
      body,
    }),
    send: sendTo(automationsHandler(world.deps)),
    effects: () => [world.records(), world.told()],
  };
}

const TOKEN = 'an auth token of the test';
const BASE = 'https://rex.example';

/** The function of channels with queues that note what comes. */
function channels() {
  const rex = openRex();
  const queued: unknown[] = [];
  const queue = { send: async (messages: readonly unknown[]) => void queued.push(...messages) };
  const [known, unknown] = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  if (!known || !unknown) throw new Error('There are no keys.');
  const webhookPublicKey = known.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const handler = channelsHandler({
    ...rex.ports,
    clock: { now: () => new Date() },
    authToken: TOKEN,
    publicBaseUrl: BASE,
    texts: queue,
    sendgridAccounts: { [WORKSPACE]: { apiKey: 'SG.x', webhookPublicKey, baseUrl: '' } },
    sendgrid: queue,
  });
  const effects = () => [rex.records(), rex.told(), rex.asked, queued];
  return { send: sendTo(handler), effects, keys: { known: known.privateKey, unknown: unknown.privateKey } };
}

async function sendgrid(): Promise<World> {
  const { keys, ...world } = channels();
  const event = {
    email: 'bob@example.test',
    event: 'delivered',
    timestamp: Math.floor(Date.now() / 1000),
    sg_event_id: 'e1',
    sg_message_id: 'abc.filter1',
    workspace: WORKSPACE,
    mission: MISSION,
    cohort: 'utc-0001',
    lead: LEAD,
    step: '1',
  };
  const body = `${JSON.stringify([event])}\r\n`;
  const signed = (timestamp: string, key: KeyObject) =>
    sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  return {
    ...world,
    good: ({ key, ageMs = 0 } = {}) => {
      const timestamp = String(Math.floor((Date.now() - ageMs) / 1000));
      return {
        path: `/webhook/sendgrid/${WORKSPACE}`,
        params: { workspace: WORKSPACE },
        headers: {
          'content-type': 'application/json',
          'x-twilio-email-event-webhook-timestamp': timestamp,
          'x-twilio-email-event-webhook-signature': signed(timestamp, key ? keys.unknown : keys.known),
        },
        body,
      };
    },
  };
}

const twilio =
  (path: string, fields: Record<string, string>, rest: Pick<Post, 'params' | 'query'>) =>
  async (): Promise<World> => ({
    ...channels(),
    good: ({ key } = {}) => {
      const query = new URLSearchParams(rest.query).toString();
      const url = `${BASE}${path}${query === '' ? '' : `?${query}`}`;
      const signature = createHmac('sha1', key === undefined ? TOKEN : 'another token')
        .update(url + Object.entries(fields).sort().flat().join(''))
        .digest('base64');
      return {
        path,
        ...rest,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body: new URLSearchParams(fields).toString(),
      };
    },
  });

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

/** Every route that a signature opens. SNS is no such route: it reaches Rex by queues that only its own topics may fill. */
const ROWS: Readonly<Record<string, Row>> = {
  agentMission: { open: agent, ok: 200, staleMs: 6 * MINUTE },
  llmWebhook: { open: model, ok: 204, staleMs: 6 * MINUTE },
  automationResult: { open: automation, ok: 200, staleMs: 6 * MINUTE },
  calendlyEvents: {
    open: calendar(
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
    ),
    ok: 204,
    staleMs: 4 * MINUTE,
    queuedAgain: true,
  },
  // Cal.com signs the body and no time: a booking is known by its id and its state.
  calcomEvents: {
    open: calendar(
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
    ),
    ok: 204,
    staleMs: undefined,
    queuedAgain: true,
  },
  // SendGrid tries again for a day, with the time of the first attempt.
  sendgridEvents: { open: sendgrid, ok: 204, staleMs: 26 * 60 * MINUTE, queuedAgain: true },
  // Twilio signs the address and the fields, and no time: what is old or comes again is known by the id of its message.
  twilioStatus: {
    open: twilio(
      '/webhook/twilio/status',
      { MessageSid: 'SM12', MessageStatus: 'delivered', To: '+15005550006' },
      { query: { workspace: WORKSPACE, mission: MISSION, cohort: 'utc-0001', lead: LEAD, step: '1' } },
    ),
    ok: 204,
    staleMs: undefined,
    queuedAgain: true,
  },
  twilioInbound: {
    open: twilio(
      `/webhook/twilio/${WORKSPACE}/inbound`,
      { MessageSid: 'SM13', From: '+15005550006', To: '+15005550001', Body: 'Hello' },
      { params: { workspace: WORKSPACE } },
    ),
    ok: 200,
    staleMs: undefined,
    queuedAgain: true,
  },
};

// The limiter of requests with a token, which no webhook asks.
vi.stubEnv('RECORDS_TABLE', 'none');
vi.stubEnv('REQUESTS_PER_MINUTE', '1');
beforeAll(async () => {
  peers = await startAutomationPeers(() => new Date());
});
afterAll(() => {
  peers?.stop();
  vi.unstubAllEnvs();
});

/** One letter is another: still JSON, and still a form. */
const tampered = ({ body, ...post }: Post): Post => ({
  ...post,
  body: body.replace(/[a-z](?=[^a-z]*$)/, 'z'),
});
const asText = (effects: unknown): string =>
  JSON.stringify(effects, (_, value) => (value instanceof Set ? [...value] : value));

it('there is a row for every route that a signature opens', () => {
  const signed = Object.values(ROUTE_TABLES)
    .flatMap((table) => Object.values<RouteContract>(table))
    .filter(({ roles }) => roles === 'signed');
  expect(Object.keys(ROWS).toSorted()).toEqual(signed.map(({ operationId }) => operationId).toSorted());
});

describe.each(Object.entries(ROWS))('%s', (_, { open, ok, staleMs, queuedAgain }) => {
  it('takes what is good, and a replay of it changes nothing', async () => {
    const world = await open();
    const untouched = asText(world.effects());
    const post = world.good();
    expect(await world.send(post)).toBe(ok);
    const after = world.effects();
    expect(asText(after)).not.toBe(untouched);
    const once = asText(after);
    expect(await world.send(post)).toBe(ok);
    if (!queuedAgain) expect(asText(world.effects())).toBe(once);
    else {
      // The same message, by which it is known, and nothing else.
      const [records, told, asked, queued] = world.effects() as [unknown, unknown, unknown, object[]];
      const [first, second, ...more] = queued.map((each) => ({ ...each, receivedAt: '', at: '' }));
      expect([more, second]).toEqual([[], first]);
      expect(asText([records, told, asked])).toBe(asText((after as unknown[]).slice(0, 3)));
    }
  });

  it.each([
    ['tampered with', (world: World) => tampered(world.good())],
    ['signed with an unknown key', (world: World) => world.good({ key: 'unknown' })],
    ['not signed', (world: World) => ({ ...world.good(), headers: { 'content-type': 'application/json' } })],
    ...(staleMs === undefined ? [] : [['stale', (world: World) => world.good({ ageMs: staleMs })] as const]),
  ] as const)('refuses what is %s, and changes nothing', async (_case, spoiled) => {
    const world = await open();
    const before = asText(world.effects());
    expect(await world.send(spoiled(world))).toBe(401);
    expect(asText(world.effects())).toBe(before);
  });
});
