import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleEvent } from '../../../../test/support/samples.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import { EventBridgeBus } from './event-bridge-bus.ts';

interface Entry {
  readonly Source: string;
  readonly DetailType: string;
  readonly EventBusName: string;
  readonly Detail: string;
}

const event = (sequence: number, text = ''): RexEvent => sampleEvent(sequence, { data: { text } });
const events = (count: number, text = '') => Array.from({ length: count }, (_, n) => event(n + 1, text));

describe('EventBridgeBus', () => {
  let server: Server;
  let client: EventBridgeClient;
  let bus: EventBridgeBus;
  let calls: Entry[][] = [];
  let refused: string | undefined;
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const { Entries } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
        Entries: Entry[];
      };
      calls.push(Entries);
      const answers = Entries.map(({ Detail }) =>
        JSON.parse(Detail).id === refused ? { ErrorCode: 'ThrottlingException' } : { EventId: 'x' },
      );
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify({
          FailedEntryCount: answers.filter((a) => 'ErrorCode' in a).length,
          Entries: answers,
        }),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new EventBridgeClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    bus = new EventBridgeBus(client, 'rex-bus');
  });
  beforeEach(() => {
    calls = [];
    refused = undefined;
  });
  afterAll(() => {
    client.destroy();
    server.close();
  });

  it('publishes ten events per call, in order, each as the detail of its entry', async () => {
    expect(await bus.publish(events(23))).toBe(23);
    expect(calls.map((call) => call.length)).toEqual([10, 10, 3]);
    expect(calls.flat().map(({ Detail }) => JSON.parse(Detail).sequence)).toEqual(
      events(23).map((e) => e.sequence),
    );
    expect(calls[0]?.[0]).toMatchObject({
      Source: 'rex',
      DetailType: 'mission.created',
      EventBusName: 'rex-bus',
    });
    expect(JSON.parse(calls[0]?.[0]?.Detail ?? '')).toEqual(event(1));
  });

  it('keeps a call below the size limit of the bus', async () => {
    expect(await bus.publish(events(5, 'x'.repeat(100_000)))).toBe(5);
    expect(calls.map((call) => call.length)).toEqual([2, 2, 1]);
  });

  it('stops at the first rejected entry', async () => {
    refused = 'e_13';
    expect(await bus.publish(events(25))).toBe(12);
    expect(calls).toHaveLength(2);
  });

  it('makes no call when there is nothing to publish', async () => {
    expect(await bus.publish([])).toBe(0);
    expect(calls).toEqual([]);
  });
});
