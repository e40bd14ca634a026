import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectLive } from '../support/live-client.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

const connect = (workspace: string) => connectLive(rex, workspace);

const createMission = async (workspace: string): Promise<string> => {
  const token = await rex.token(workspace);
  const { json } = await rex.fetch('POST', '/api/rex/missions', {
    token,
    body: '{"type":"lead_reactivation"}',
  });
  return json.id;
};

it('refuses a connection without a valid token', async () => {
  for (const query of [
    '',
    '?token=',
    '?token=nonsense',
    `?token=${(await rex.token('acme')).slice(0, -6)}AAAAAA`,
  ]) {
    const socket = new WebSocket(rex.wsUrl + query);
    const [failure] = await once(socket, 'error');
    expect(String(failure), query).toMatch(/Unexpected server response: 40[13]/);
  }
});

it('answers every message of a client, also an invalid one', async () => {
  const client = await connect('acme');
  client.say({ type: 'ping' });
  await client.hears(({ type }) => type === 'pong');
  client.say('{"type":');
  await client.hears(({ code }) => code === 'MALFORMED_JSON');
  client.say({ type: 'subscribe', channels: ['everything'] });
  await client.hears(({ code }) => code === 'VALIDATION_FAILED');
  client.say({ type: 'subscribe', channels: ['missions', 'system'] });
  const { channels } = await client.hears(({ type }) => type === 'subscribed');
  expect(channels).toEqual(['missions', 'system']);
  client.say({ type: 'unsubscribe', channels: ['system'] });
  await client.hears((message) => message.type === 'subscribed' && message.channels.length === 1);
  client.close();
});

it('pushes the events of its workspace on the subscribed channels, in order', async () => {
  const [mine, theirs, deaf] = await Promise.all([connect('mine'), connect('theirs'), connect('mine')]);
  for (const client of [mine, theirs]) {
    client.say({ type: 'subscribe', channels: ['missions'] });
    await client.hears(({ type }) => type === 'subscribed');
  }
  const first = await createMission('mine');
  const other = await createMission('theirs');
  const { event } = await mine.hears((message) => message.event?.name === 'mission.created');
  expect(event).toMatchObject({
    workspace: 'mine',
    channel: 'missions',
    aggregate: { type: 'MISSION', id: first },
    sequence: 1,
    actor: { kind: 'user', id: 'mine-owner' },
  });
  await theirs.hears((message) => message.event?.aggregate.id === other);

  const token = await rex.token('mine');
  await rex.fetch('POST', `/api/rex/missions/${first}/cancel`, { token, body: '{"reason":"Enough."}' });
  await mine.hears(({ event: each }) => each?.data?.reason === 'Enough.');
  const sequences = mine.heard.flatMap((message) => (message.event ? [message.event.sequence] : []));
  expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));

  await rex.idle();
  for (const [client, workspace] of [
    [mine, 'mine'],
    [theirs, 'theirs'],
  ] as const) {
    const workspaces = client.heard.flatMap((message) => message.event?.workspace ?? []);
    expect(new Set(workspaces)).toEqual(new Set([workspace]));
  }
  expect(deaf.heard).toEqual([]);
  for (const client of [mine, theirs, deaf]) client.close();
});
