import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { call } from '../../console/cli/api-client.ts';
import { followEvents } from '../../console/live/follow-events.ts';
import { operationRoutes } from '../../shared/operations/contract/routes.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

// biome-ignore lint/suspicious/noExplicitAny: plain JSON of many shapes
type Heard = any;

interface Client {
  readonly heard: Heard[];
  /** Up to here it has everything. */
  readonly position: number;
  close(): Promise<void>;
}

const ticketOf = async (workspace: string): Promise<string> => {
  const answer = await rex.fetch('POST', '/api/rex/realtime/ticket', { token: await rex.token(workspace) });
  expect(answer.status).toBe(201);
  return answer.json.ticket;
};

/** A new client, or one that comes back to where it was. */
async function connect(workspace: string, before?: Client): Promise<Client> {
  const socket = new WebSocket(`${rex.wsUrl}?token=${await ticketOf(workspace)}`);
  const heard: Heard[] = [];
  const say = (message: object) => socket.send(JSON.stringify(message));
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await once(socket, 'open');
  say({ type: 'subscribe', channels: ['missions'] });
  const { position } = await hears(heard, ({ type }) => type === 'subscribed');
  if (before) {
    say({ type: 'catch-up', after: before.position });
    await hears(heard, ({ type }) => type === 'caught-up');
    heard.unshift(...before.heard);
  }
  return {
    heard,
    position: before?.position ?? position,
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

async function hears(heard: readonly Heard[], wanted: (message: Heard) => boolean): Promise<Heard> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const found = heard.find(wanted);
    if (found) return found;
    await delay(20);
  }
  throw new Error(`Not heard, but ${JSON.stringify(heard).slice(0, 500)}`);
}

/** What a client that keeps its place handles: each once, here in the order of the places. */
function handled(client: Client): string[] {
  const events = client.heard.filter(({ type }) => type === 'event');
  const byPlace = new Map<number, string>(events.map((each) => [each.position, each.event.id]));
  return [...byPlace]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([place, id]) => (place > client.position ? [id] : []));
}

const createMission = async (workspace: string, name: string): Promise<string> => {
  const { json } = await rex.fetch('POST', '/api/rex/missions', {
    token: await rex.token(workspace),
    body: JSON.stringify({ type: 'lead_reactivation', name }),
  });
  return json.id;
};

it('a ticket opens the WebSocket once, and only for a minute', async () => {
  const open = async (ticket: string): Promise<string> => {
    const socket = new WebSocket(`${rex.wsUrl}?token=${ticket}`);
    const what = await once(socket, 'open').then(() => 'open', String);
    socket.terminate();
    return what;
  };
  const ticket = await ticketOf('tickets');
  expect(await open(ticket)).toBe('open');
  expect(await open(ticket)).toMatch(/40[13]/);
  expect(await open(ticket.replace('tkt_tickets_', 'tkt_others_'))).toMatch(/40[13]/);
  const late = await ticketOf('tickets');
  await rex.advance(61_000);
  expect(await open(late)).toMatch(/40[13]/);
});

it('a client that reconnects gets the missed events, and none twice', async () => {
  const stays = await connect('away');
  const goes = await connect('away');
  await createMission('away', 'one');
  await hears(goes.heard, ({ event }) => event?.name === 'mission.created');
  await rex.idle();
  await goes.close();
  await createMission('away', 'two');
  await rex.idle();
  const back = await connect('away', goes);
  await createMission('away', 'three');
  await rex.idle();
  await delay(300);
  expect(handled(back)).toEqual(handled(stays));
  const names = stays.heard.filter(({ event }) => event?.name === 'mission.created');
  expect(names).toHaveLength(3);
  for (const client of [stays, back]) await client.close();
});

it('two hundred clients get all events of their own workspace and no others, also after a reconnect', async () => {
  const spaces = ['crowda', 'crowdb'];
  const clients: { workspace: string; client: Client }[] = [];
  for (let n = 0; n < 200; n += 20) {
    clients.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, async (_, i) => {
          const workspace = spaces[(n + i) % 2]!;
          return { workspace, client: await connect(workspace) };
        }),
      )),
    );
  }
  const createSome = (name: string) =>
    Promise.all(spaces.flatMap((space) => [1, 2, 3, 4].map((n) => createMission(space, `${name} ${n}`))));
  await createSome('first');
  await rex.idle();
  // A tenth of them loses the connection in the middle.
  for (const each of clients.filter((_, i) => i % 10 === 0)) {
    await each.client.close();
    each.client = await connect(each.workspace, each.client);
  }
  await createSome('second');
  await rex.idle();
  await delay(1_000);
  for (const workspace of spaces) {
    const own = clients.filter((each) => each.workspace === workspace).map(({ client }) => handled(client));
    const [longest = []] = own.toSorted((a, b) => b.length - a.length);
    expect(longest.length).toBeGreaterThanOrEqual(8);
    for (const ids of own) expect(ids).toEqual(longest);
    const foreign = clients.filter((each) => each.workspace === workspace);
    for (const { client } of foreign) {
      expect(new Set(client.heard.flatMap(({ event }) => event?.workspace ?? []))).toEqual(
        new Set([workspace]),
      );
    }
  }
  for (const { client } of clients) client.close();
});

it('a follower gets each event once, and continues at its position when the connection is lost', async () => {
  const stop = new AbortController();
  const states: string[] = [];
  const printed: string[] = [];
  const following = (async () => {
    for await (const { name } of followEvents({
      ticket: () =>
        call({ url: rex.url, token: () => rex.token('tails') }, operationRoutes.realtimeTicket, {}),
      channels: ['missions'],
      signal: stop.signal,
      catchUpEveryMs: 200,
      onState: (state) => states.push(state),
    })) {
      if (name === 'mission.created') printed.push(name);
    }
  })();
  const until = async (what: () => boolean) => {
    for (let waited = 0; !what() && waited < 20_000; waited += 20) await delay(20);
    expect(what()).toBe(true);
  };
  await until(() => states.length === 1);
  await createMission('tails', 'one');
  await until(() => printed.length === 1);
  // A connection lives for two hours.
  await rex.advance(2 * 3_600_000 + 60_000);
  await createMission('tails', 'two');
  await until(() => states.length === 3 && printed.length === 2);
  stop.abort();
  await following;
  expect(states).toEqual(['open', 'lost', 'open']);
});

it('a dead letter can be shown and is replayed once, and other workspaces do not see it', async () => {
  const sqs = new SQSClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'rex-missions' }));
  const body = JSON.stringify({ workspace: 'poison', kind: 'nonsense' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: 'poison' }));
  await rex.advance(4 * 3_600_000);
  const admin = { token: await rex.token('poison', 'admin') };
  const list = async () => (await rex.fetch('GET', '/api/rex/dead-letters', admin)).json.deadLetters;
  const [letter] = await list();
  expect(letter).toMatchObject({
    queue: 'rex-missions',
    state: 'open',
    body,
    failure: { code: 'VALIDATION_FAILED' },
  });
  expect(letter.failure.problem).toContain('kind');
  const alerts = await rex.fetch('GET', '/api/rex/alerts', admin);
  expect(alerts.json.alerts).toMatchObject([{ type: 'dead-letter', severity: 'critical' }]);
  const path = `/api/rex/dead-letters/${letter.id}/replay`;
  const stranger = await rex.fetch('POST', path, { token: await rex.token('onlookers', 'admin') });
  expect(stranger.status).toBe(404);
  const replays = await Promise.all([1, 2].map(() => rex.fetch('POST', path, admin)));
  expect(replays.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  // It is as bad as it was: it dies again, as a message of its own.
  await rex.advance(4 * 3_600_000);
  expect((await list()).map(({ state }: Heard) => state)).toEqual(['open', 'replayed']);
  sqs.destroy();
});
