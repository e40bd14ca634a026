import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import type { RexEvent } from '../../../shared/kernel/events.ts';
import type { Feed } from '../../../shared/live/app/ports/feed.ts';
import type { EventBus } from '../../../shared/live/app/ports/realtime.ts';
import { sampleEvent } from '../../../test/support/samples.ts';
import { publisher } from './publish.ts';

const event = (sequence: number): RexEvent =>
  sampleEvent(sequence, { data: { nested: { list: [1, 'two', null] } } });
const record = (sequence: number, item: object = event(sequence)) => ({
  eventName: 'INSERT',
  eventID: 'x',
  dynamodb: {
    SequenceNumber: `s${sequence}`,
    NewImage: marshall({ pk: 'W#acme#MISSION#m_1', sk: '00000001', ...item }),
  },
});
const removed = { eventName: 'REMOVE', dynamodb: { SequenceNumber: 's0', Keys: {} } };

describe('publisher', () => {
  const feed: Feed = {
    place: async (_, events) => events.map((each) => ({ event: each, position: each.sequence + 10 })),
    latest: async () => 0,
    after: async () => ({ events: [], complete: true }),
  };
  const publisherTo = (publish: EventBus['publish']) =>
    publisher({
      bus: { publish },
      feed,
      connections: { listeners: async () => ({ watched: true, subscriptions: [] }) },
      webhooks: { send: async () => expect.fail('No endpoint wants it.') },
      notifications: { send: async () => expect.fail('Nobody has to be told.') },
    });

  it('publishes added records as events with their position and without their keys', async () => {
    const out: RexEvent[] = [];
    const publish = publisherTo(async (events) => {
      out.push(...events);
      return events.length;
    });
    expect(await publish({ Records: [removed, record(1), record(2)] })).toEqual({ batchItemFailures: [] });
    expect(out).toEqual([
      { ...event(1), position: 11, watched: true },
      { ...event(2), position: 12, watched: true },
    ]);
  });

  it.each([
    ['the first that the bus did not take', async () => 1, 's2'],
    [
      'the first of all when the bus did not answer',
      async () => {
        throw new Error('no answer');
      },
      's1',
    ],
  ])('comes again from %s', async (_, publish, itemIdentifier) => {
    const response = await publisherTo(publish)({ Records: [removed, record(1), record(2), record(3)] });
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier }] });
  });

  it('publishes the records before an invalid one, and fails there', async () => {
    const publish = publisherTo(async (events) => events.length);
    const response = await publish({ Records: [record(1), record(2, { id: 'broken' }), record(3)] });
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 's2' }] });
  });

  it('puts what endpoints want on the queue of webhooks before the bus has it, and repeats both when that fails', async () => {
    const told: string[] = [];
    const endpointId = `wh_${'0'.repeat(26)}`;
    let down = true;
    const publish = publisher({
      feed,
      connections: {
        listeners: async () => ({ watched: false, subscriptions: [{ endpointId, events: ['mission.*'] }] }),
      },
      webhooks: {
        send: async (messages) => {
          if (down) throw new Error('no answer');
          told.push(...messages.map((each) => `${each.kind} for ${each.endpointId}`));
        },
      },
      notifications: {
        send: async (messages) => {
          told.push(...messages.map(({ kind }) => `people may want to know of an ${kind}`));
        },
      },
      bus: {
        publish: async (events) => {
          told.push(...events.map(({ id }) => id));
          return events.length;
        },
      },
    });
    const other = { ...event(2), name: 'alert.raised' };
    const batch = { Records: [record(1), record(2, other)] };
    expect(await publish(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 's1' }] });
    expect(told).toEqual([]);
    down = false;
    expect(await publish(batch)).toEqual({ batchItemFailures: [] });
    expect(told).toEqual([
      `event for ${endpointId}`,
      'people may want to know of an alert',
      event(1).id,
      other.id,
    ]);
  });

  it('says whether anybody is connected, asked after the event has its place', async () => {
    const asked: string[] = [];
    const out: [string, boolean][] = [];
    const publish = publisher({
      bus: {
        publish: async (events) => {
          out.push(...events.map(({ id, watched }): [string, boolean] => [id, watched]));
          return events.length;
        },
      },
      feed: {
        ...feed,
        place: (workspace, events) => {
          asked.push(`place of ${workspace}`);
          return feed.place(workspace, events);
        },
      },
      connections: {
        listeners: async (workspace) => {
          asked.push(`connections of ${workspace}`);
          return { watched: workspace === 'watched', subscriptions: [] };
        },
      },
      webhooks: { send: async () => expect.fail('No endpoint wants it.') },
      notifications: { send: async () => expect.fail('Nobody has to be told.') },
    });
    const [seen, unseen] = [
      { ...event(1), id: 'e_1', workspace: 'watched' },
      { ...event(2), id: 'e_2', workspace: 'alone' },
    ];
    await publish({ Records: [record(1, unseen), record(2, seen)] });
    expect(asked).toEqual([
      'place of alone',
      'connections of alone',
      'place of watched',
      'connections of watched',
    ]);
    expect(out).toEqual([
      ['e_2', false],
      ['e_1', true],
    ]);
  });
});
