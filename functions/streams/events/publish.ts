import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { tellGuilds } from '../../../shared/council/domain/tell-guilds.ts';
import { rexEventSchema } from '../../../shared/kernel/contract/envelope.ts';
import { answerForm } from '../../../shared/kernel/contract/tolerance.ts';
import type { RexEvent } from '../../../shared/kernel/events.ts';
import type { Feed } from '../../../shared/live/app/ports/feed.ts';
import type {
  ConnectionStore,
  EventBus,
  PublishedEvent,
  Subscription,
} from '../../../shared/live/app/ports/realtime.ts';
import { notificationMessages } from '../../../shared/notifications/app/notification-messages.ts';
import type { NotificationMessage } from '../../../shared/notifications/contract/messages.ts';
import type { Queue } from '../../../shared/platform/ports/queues.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import type { BatchResponse } from '../../../shared/platform/runtime/queue.ts';
import { webhookMessages } from '../../../shared/webhooks/app/webhook-messages.ts';
import type { WebhookMessage } from '../../../shared/webhooks/contract/messages.ts';

type Image = Parameters<typeof unmarshall>[0];

const recordSchema = z.object({
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.custom<Image>().optional() }),
});
const streamSchema = z.object({ Records: z.array(recordSchema) });
type StreamRecord = z.infer<typeof recordSchema>;

export interface PublisherDeps {
  readonly bus: EventBus;
  readonly feed: Feed;
  readonly connections: Pick<ConnectionStore, 'listeners'>;
  readonly webhooks: Pick<Queue<WebhookMessage>, 'send'>;
  readonly notifications: Pick<Queue<NotificationMessage>, 'send'>;
}

/**
 * Publishes what was added to the events table, in the order of the stream and at least once: consumers know a
 * repeat by the event's id. The stream is delivered again from the first record that could not be published; a record that
 * is no event fails until it is moved aside.
 */
export const publisher =
  (deps: PublisherDeps) =>
  async (event: unknown): Promise<BatchResponse> => {
    const added = streamSchema.parse(event).Records.filter((record) => record.eventName === 'INSERT');
    const events: RexEvent[] = [];
    try {
      for (const record of added) events.push(eventOf(record));
    } catch (error) {
      logFailure('The stream holds a record that is no event.', error);
    }
    const first = added[await published(deps, events)];
    return { batchItemFailures: first ? [{ itemIdentifier: first.dynamodb.SequenceNumber }] : [] };
  };

/** The published form: it keeps names of newer versions and leaves out fields that the contract does not declare. */
const eventSchema = answerForm(rexEventSchema);

const eventOf = ({ dynamodb: { NewImage } }: StreamRecord): RexEvent =>
  eventSchema.parse(NewImage && unmarshall(NewImage));

/**
 * How many events are out; none when the bus did not answer, for then nobody knows. Each gets its place in the feed
 * of its workspace first: what was pushed can be caught up. Only then it is asked who listens, so that who connects after
 * the answer finds the event in the feed. What webhooks and notifications have to tell is on its
 * queue before the event counts as published.
 */
async function published(
  { bus, feed, connections, webhooks, notifications }: PublisherDeps,
  events: readonly RexEvent[],
): Promise<number> {
  try {
    const placed = new Map<string, PublishedEvent>();
    const told = events.map((event) => [event, ...toldToGuilds(event)]);
    for (const [workspace, all] of Map.groupBy(told, ([event]) => event?.workspace ?? '')) {
      const own = all.flatMap(([event]) => event ?? []);
      const places = await feed.place(workspace, all.flat());
      const { watched, subscriptions } = await connections.listeners(workspace);
      const wanted = [
        ...webhookMessages(subscriptions, own),
        ...webhookMessages(
          subscriptions.map(byName),
          all.flatMap(([, ...guilds]) => guilds),
        ),
      ];
      if (wanted.length > 0) await webhooks.send(wanted);
      const matters = notificationMessages(own);
      if (matters.length > 0) await notifications.send(matters);
      for (const { event, position } of places) placed.set(event.id, { ...event, position, watched });
    }
    const out = await bus.publish(told.flat().flatMap(({ id }) => placed.get(id) ?? []));
    return wholeOf(told, out);
  } catch (error) {
    logFailure('Events could not be published.', error);
    return 0;
  }
}

/** How many of the events are out together with what the guilds are told of them. */
function wholeOf(told: readonly (readonly RexEvent[])[], out: number): number {
  let left = out;
  const first = told.findIndex(({ length }) => {
    left -= length;
    return left < 0;
  });
  return first < 0 ? told.length : first;
}

/** Who asks for everything has the event itself; the guilds' are delivered to who names them. */
const byName = (subscription: Subscription): Subscription => ({
  ...subscription,
  events: subscription.events.filter((filter) => filter !== '*'),
});

/** An event of another version may be told in other words: then the guilds are not told, and the event goes out as it is. */
function toldToGuilds(event: RexEvent): RexEvent[] {
  try {
    return tellGuilds(event);
  } catch (error) {
    logFailure('The guilds could not be told of an event.', error, { name: event.name });
    return [];
  }
}
