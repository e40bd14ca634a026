import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await startTestRex();
});
afterAll(() => rex?.stop());

// biome-ignore lint/suspicious/noExplicitAny: plain JSON of many shapes
type Heard = any;

interface Client {
  readonly heard: Heard[];
  /** The highest place that it has handled. */
  position: number;
  say(message: object): void;
  close(): Promise<void>;
}

const ticketOf = async (workspace: string): Promise<string> => {
  const answer = await rex.fetch('POST', '/api/rex/realtime/ticket', { token: await rex.token(workspace) });
  expect(answer.status).toBe(201);
  return answer.json.ticket;
};

async function connect(workspace: string, after?: number): Promise<Client> {
  const socket = new WebSocket(`${rex.wsUrl}?token=${await ticketOf(workspace)}`);
  const client: Client = {
    heard: [],
    position: after ?? 0,
    say: (message) => socket.send(JSON.stringify(message)),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
  socket.on('message', (data) => client.heard.push(JSON.parse(String(data))));
  await once(socket, 'open');
  client.say({ type: 'subscribe', channels: ['missions'] });
  const { position } = await hears(client, ({ type }) => type === 'subscribed');
  if (after === undefined) client.position = position;
  else {
    client.say({ type: 'catch-up', after });
    await hears(client, ({ type }) => type === 'caught-up');
  }
  return client;
}

async function hears(client: Client, wanted: (message: Heard) => boolean): Promise<Heard> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const found = client.heard.find(wanted);
    if (found) return found;
    await delay(20);
  }
  throw new Error(`Not heard, but ${JSON.stringify(client.heard).slice(0, 500)}`);
}

/** What a client that keeps its place handles: nothing twice, in order. */
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

it('who was away hears what was missed, and nothing twice', async () => {
  const stays = await connect('away');
  const goes = await connect('away');
  await createMission('away', 'one');
  await hears(goes, ({ event }) => event?.name === 'mission.created');
  await rex.idle();
  const left = Math.max(...goes.heard.map(({ position = 0 }) => position));
  const before = handled(goes);
  await goes.close();
  await createMission('away', 'two');
  await rex.idle();
  const back = await connect('away', left);
  await createMission('away', 'three');
  await rex.idle();
  await delay(300);
  expect([...before, ...handled(back)]).toEqual(handled(stays));
  const names = stays.heard.filter(({ event }) => event?.name === 'mission.created');
  expect(names).toHaveLength(3);
  for (const client of [stays, back]) await client.close();
});

it('two hundred clients hear everything of their own workspace and nothing else, also those that come back', async () => {
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
    const heard = each.client.heard;
    const place = Math.max(each.client.position, ...heard.map(({ position = 0 }) => position));
    await each.client.close();
    const again = await connect(each.workspace, place);
    again.heard.unshift(...heard);
    again.position = each.client.position;
    each.client = again;
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
