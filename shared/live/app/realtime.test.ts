import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs, DAY, HOUR } from '../../kernel/clock.ts';
import type { EventChannel } from '../../kernel/contract/event-channels.ts';
import { REX, type RexEvent } from '../../kernel/events.ts';
import { ApiGatewayConnections } from '../adapters/apigateway/connection-gateway.ts';
import type { DynamoConnectionStore } from '../adapters/connection-store.ts';
import type { DynamoFeed } from '../adapters/feed.ts';
import { feedKey } from '../adapters/keys.ts';
import type { ServerMessage } from '../contract/messages.ts';
import { answerClient } from './answer-client.ts';
import { openConnection } from './open-connection.ts';
import { pushEvent } from './push-event.ts';

const event = (workspace: string, channel: EventChannel): RexEvent => ({
  id: 'e_1',
  name: 'mission.created',
  schemaVersion: 1,
  channel,
  workspace,
  aggregate: { type: 'MISSION', id: 'm_1' },
  sequence: 1,
  correlationId: 'c',
  actor: REX,
  at: '2026-01-01T00:00:00.000Z',
  data: {},
});

describe('realtime', () => {
  const tables = openMemory();
  let server: Server;
  let client: ApiGatewayManagementApiClient;
  let connections: DynamoConnectionStore;
  let feed: DynamoFeed;
  let gateway: ApiGatewayConnections;
  let posted: [string, { type: string }][] = [];
  let now = new Date('2026-01-01T00:00:00Z');
  const answers: Record<string, number> = { gone: 410, broken: 403, slow: 429 };
  const clock = { now: () => now };

  beforeAll(async () => {
    ({ connections, feed } = stores(tables, clock));
    server = createServer(async (request, response) => {
      const id = decodeURIComponent(request.url?.split('/@connections/')[1]?.split('?')[0] ?? '');
      const body = Buffer.concat(await request.toArray()).toString();
      posted.push([id, request.method === 'DELETE' ? { type: 'closed' } : JSON.parse(body)]);
      const status = answers[id] ?? 200;
      const error = {
        410: 'GoneException',
        403: 'ForbiddenException',
        429: 'LimitExceededException',
      }[request.method === 'DELETE' ? 200 : status];
      response.writeHead(status, error ? { 'x-amzn-errortype': error } : {}).end(error ? '{}' : '');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new ApiGatewayManagementApiClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    });
    gateway = new ApiGatewayConnections(client);
  });
  beforeEach(() => {
    posted = [];
    now = new Date('2026-01-01T00:00:00Z');
  });
  afterAll(async () => {
    client.destroy();
    server.close();
  });

  const open = (workspace: string, connectionId: string) =>
    openConnection({ connections, clock }, { workspace, subject: 'ann', connectionId });
  const sayAll = async (workspace: string, connectionId: string, message: unknown) => {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    const answered: ServerMessage[] = [];
    for await (const each of answerClient({ connections, feed }, { workspace, connectionId, text })) {
      answered.push(each);
    }
    return answered;
  };
  const say = async (...said: Parameters<typeof sayAll>) => (await sayAll(...said)).at(-1);
  const push = (what: RexEvent) => pushEvent({ connections, gateway, clock }, { position: 7, event: what });

  it('lets a client subscribe, unsubscribe and ping', async () => {
    await open('one', 'c1');
    expect(await say('one', 'c1', { type: 'ping' })).toEqual({ type: 'pong' });
    const subscribe = { type: 'subscribe', channels: ['system', 'missions', 'missions'] };
    const both = { type: 'subscribed', channels: ['missions', 'system'], position: 0 };
    expect(await say('one', 'c1', subscribe)).toEqual(both);
    expect(await say('one', 'c1', subscribe)).toEqual(both);
    expect(await say('one', 'c1', { type: 'unsubscribe', channels: ['system', 'errors'] })).toEqual({
      type: 'subscribed',
      channels: ['missions'],
      position: 0,
    });
  });

  it.each([
    ['{"type":', 'MALFORMED_JSON'],
    ['', 'MALFORMED_JSON'],
    ['null', 'VALIDATION_FAILED'],
    [{ type: 'subscribe', channels: ['secrets'] }, 'VALIDATION_FAILED'],
    [{ type: 'subscribe', channels: [] }, 'VALIDATION_FAILED'],
    [{ type: 'shutdown' }, 'VALIDATION_FAILED'],
  ])('answers nonsense: %j', async (message, code) => {
    expect(await say('one', 'c1', message)).toMatchObject({ type: 'error', code });
  });

  it('cannot find a connection of another workspace', async () => {
    await open('two', 'c2');
    expect(await say('one', 'c2', { type: 'subscribe', channels: ['missions'] })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('pushes an event to the connections of its workspace that subscribed to its channel, until they expire', async () => {
    for (const [workspace, id, channel] of [
      ['three', 'a', 'missions'],
      ['three', 'b', 'missions'],
      ['three', 'c', 'system'],
      ['four', 'd', 'missions'],
    ] as const) {
      await open(workspace, id);
      await say(workspace, id, { type: 'subscribe', channels: [channel] });
    }
    await push(event('three', 'missions'));
    expect(posted.map(([id]) => id).toSorted()).toEqual(['a', 'b']);
    expect(posted[0]?.[1]).toEqual({
      type: 'event',
      position: 7,
      event: event('three', 'missions'),
    });
    now = addMs(now, 2 * HOUR);
    await push(event('three', 'missions'));
    expect(posted).toHaveLength(2);
  });

  it('removes a closed connection, and pushes to all others before it reports a failure', async () => {
    for (const id of ['gone', 'broken', 'fine']) {
      await open('five', id);
      await say('five', id, { type: 'subscribe', channels: ['missions'] });
    }
    await expect(push(event('five', 'missions'))).rejects.toMatchObject({ name: 'ForbiddenException' });
    expect(posted.map(([id]) => id).toSorted()).toEqual(['broken', 'fine', 'gone']);
    expect((await connections.ofWorkspace('five')).map(({ id }) => id)).toEqual(['broken', 'fine']);
    await connections.remove('five', 'broken');
    await connections.remove('five', 'broken');
    await push(event('five', 'missions'));
    expect(posted.map(([id]) => id).slice(3)).toEqual(['fine']);
  });

  it('closes the connection of a client that does not accept its messages', async () => {
    await open('six', 'slow');
    await say('six', 'slow', { type: 'subscribe', channels: ['missions'] });
    await push(event('six', 'missions'));
    expect(posted.at(-1)).toEqual(['slow', { type: 'closed' }]);
    expect(await connections.ofWorkspace('six')).toEqual([]);
  });

  const many = (workspace: string, from: number, to: number): RexEvent[] =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      ...event(workspace, i % 2 === 0 ? 'missions' : 'system'),
      id: `e_${from + i}`,
      sequence: from + i,
    }));

  it('gives each event one position without gaps, even with concurrent and repeated writes', async () => {
    const events = many('seven', 1, 60);
    const batches = [events.slice(0, 30), events.slice(20, 50), events.slice(40), events.slice(10, 20)];
    await Promise.all(batches.map((batch) => feed.place('seven', batch)));
    await feed.place('seven', events);
    const { events: kept } = await feed.after('seven', 0, 200);
    expect(kept.map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(new Set(kept.map(({ event: { id } }) => id)).size).toBe(60);
  });

  it('finds the position of a repeat after a day of others, placed by writers whose clocks are apart', async () => {
    const behind = stores(tables, { now: () => addMs(now, -2 * HOUR) }).feed;
    const [event, ...others] = many('nine', 1, 300);
    const first = { ...event!, at: addMs(now, HOUR).toISOString() };
    await behind.place('nine', [first]);
    for (const each of others) await (each.sequence % 3 === 0 ? behind : feed).place('nine', [each]);
    now = addMs(now, DAY - HOUR);
    const [last] = many('nine', 301, 301);
    for (const writer of [behind, feed])
      expect(await writer.place('nine', [first, last!])).toMatchObject([{ position: 1 }, { position: 301 }]);
    expect(await feed.latest('nine')).toBe(301);
  });

  it('places an event by one write where nobody else has written since, and a repeat by none', async () => {
    const { requestsOf } = tables.database;
    const other = stores(tables, clock).feed;
    const [first, second, third, fourth] = many('ten', 1, 4) as [RexEvent, RexEvent, RexEvent, RexEvent];
    const place = async (by: DynamoFeed, ...events: RexEvent[]) => {
      const positions: number[] = [];
      const requests = await requestsOf(async () => {
        for (const each of await by.place('ten', events)) positions.push(each.position);
      });
      return [positions, requests];
    };
    expect(await place(feed, first)).toEqual([[1], 2]);
    expect(await place(feed, second)).toEqual([[2], 1]);
    expect(await place(feed, first, second)).toEqual([[1, 2], 0]);
    expect(await place(other, third)).toEqual([[3], 2]);
    // It wants the position of the third one, and then sees who has it.
    expect(await place(feed, third, fourth)).toEqual([[3, 4], 3]);
    expect(await place(other, fourth)).toEqual([[4], 2]);
  });

  it('looks at the feed again where what it knows is old, or an event has happened before that', async () => {
    const { requestsOf } = tables.database;
    const [first, second, third] = many('eleven', 1, 3) as [RexEvent, RexEvent, RexEvent];
    now = addMs(now, HOUR);
    await feed.place('eleven', [{ ...first, at: now.toISOString() }]);
    expect(await requestsOf(() => feed.place('eleven', [second]))).toBe(2);
    now = addMs(now, 12 * HOUR);
    expect(await requestsOf(() => feed.place('eleven', [third]))).toBe(2);
  });

  it('goes on behind what others place after a day of rest, though it was told of an old event meanwhile', async () => {
    const old = many('twelve', 1, 3);
    const [first, second, third] = many('twelve', 4, 6) as [RexEvent, RexEvent, RexEvent];
    const [resting, other] = [stores(tables, clock).feed, stores(tables, clock).feed];
    await resting.place('twelve', old);
    now = addMs(now, DAY - HOUR);
    // Nothing is written: the stream has told of it again.
    expect(await resting.place('twelve', old.slice(-1))).toMatchObject([{ position: 3 }]);
    now = addMs(now, 2 * HOUR);
    for (const position of [1, 2, 3]) {
      await tables.records.client.send(
        new DeleteCommand({ TableName: 'records', Key: feedKey('twelve', position) }),
      );
    }
    expect(await other.place('twelve', [first])).toMatchObject([{ position: 1 }]);
    expect(await resting.place('twelve', [second])).toMatchObject([{ position: 2 }]);
    expect(await other.place('twelve', [third])).toMatchObject([{ position: 3 }]);
  });

  it('replays missed events on the channels of the connection, and reports up to which position they are complete', async () => {
    await feed.place('eight', many('eight', 1, 250));
    await open('eight', 'c8');
    await say('eight', 'c8', { type: 'subscribe', channels: ['missions'] });
    const answers8 = await sayAll('eight', 'c8', { type: 'catch-up', after: 10 });
    const missed = answers8.flatMap((message) => (message.type === 'event' ? [message.position] : []));
    expect(missed).toHaveLength(120);
    expect(missed).toEqual(missed.toSorted((a, b) => a - b));
    expect(answers8.at(-1)).toEqual({ type: 'caught-up', position: 250 });
    expect(await sayAll('eight', 'c8', { type: 'catch-up', after: 250 })).toEqual([
      { type: 'caught-up', position: 250 },
    ]);
    expect(await sayAll('eight', 'c8', { type: 'catch-up', after: 999 })).toEqual([
      { type: 'gone', position: 250 },
    ]);
  });
});
