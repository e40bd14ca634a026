import { draftingQueues } from '../../drafting/contract/messages.ts';
import { inboundQueues } from '../../inbound/contract/messages.ts';
import type { QueueContract } from '../../kernel/contract/queue-contract.ts';
import { leadQueues } from '../../leads/contract/messages.ts';
import { missionQueues } from '../../missions/contract/messages.ts';
import { DEPLOYMENT } from '../../platform/contract/deployment.ts';
import { sendingQueues } from '../../sending/contract/messages.ts';
import { textQueues } from '../../texts/contract/messages.ts';

/** Every work queue. The stacks, dead letters and documents are made of this. */
export const QUEUES = {
  ...missionQueues,
  ...leadQueues,
  ...draftingQueues,
  ...textQueues,
  ...sendingQueues,
  ...inboundQueues,
};
export type QueueName = keyof typeof QUEUES;
/** Queues to which SNS delivers. */
export type TopicQueueName = {
  [N in QueueName]: (typeof QUEUES)[N] extends { readonly topic: true } ? N : never;
}[QueueName];

/** What else has dead letters, and what it means. Nothing is put back there. */
export const OTHER_DEAD = {
  events:
    'Events were not published: consoles miss them until they read again. The events table still has them.',
  push: 'Consoles were not told of events as they happened; they catch up when they read again.',
  schedules:
    'A scheduled job could not run. The next tick tries again; several in a row mean that lost work is not found.',
};

/** The same, for those who go through all of them. */
export const QUEUE_ROWS: Readonly<Record<string, QueueContract>> = QUEUES;
const IMPACTS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(QUEUE_ROWS).map(([name, { impact }]): [string, string] => [name, impact]),
  ...Object.entries(OTHER_DEAD),
]);

/** What does not happen while messages of a queue are dead; by its name with or without the prefix of the deployment. */
export const impactOf = (queue: string): string | undefined =>
  IMPACTS.get(queue.startsWith(`${DEPLOYMENT.prefix}-`) ? queue.slice(DEPLOYMENT.prefix.length + 1) : queue);
