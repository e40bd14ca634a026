import { draftingQueues } from '../../drafting/contract/messages.ts';
import { gdprQueues } from '../../gdpr/contract/messages.ts';
import { inboundQueues } from '../../inbound/contract/messages.ts';
import { inboxQueues } from '../../inbox/contract/messages.ts';
import type { QueueContract } from '../../kernel/contract/queue-contract.ts';
import { knowledgeQueues } from '../../knowledge/contract/messages.ts';
import { leadQueues } from '../../leads/contract/messages.ts';
import { meetingQueues } from '../../meetings/contract/messages.ts';
import { missionQueues } from '../../missions/contract/messages.ts';
import { newsletterQueues } from '../../newsletter/contract/messages.ts';
import { notificationQueues } from '../../notifications/contract/messages.ts';
import { DEPLOYMENT } from '../../platform/contract/deployment.ts';
import { sendingQueues } from '../../sending/contract/messages.ts';
import { taskQueues } from '../../tasks/contract/messages.ts';
import { textQueues } from '../../texts/contract/messages.ts';
import { webhookQueues } from '../../webhooks/contract/messages.ts';

/** Every work queue. The stacks, the collection of dead letters and the documents derive from this. */
export const QUEUES = {
  ...missionQueues,
  ...leadQueues,
  ...gdprQueues,
  ...draftingQueues,
  ...textQueues,
  ...sendingQueues,
  ...inboundQueues,
  ...inboxQueues,
  ...meetingQueues,
  ...taskQueues,
  ...webhookQueues,
  ...notificationQueues,
  ...newsletterQueues,
  ...knowledgeQueues,
};
export type QueueName = keyof typeof QUEUES;
/** Queues to which SNS delivers. */
export type TopicQueueName = {
  [N in QueueName]: (typeof QUEUES)[N] extends { readonly topic: true } ? N : never;
}[QueueName];

/** Other sources of dead letters, and what does not happen while there are any. These letters are never put back. */
export const OTHER_DEAD = {
  events:
    'Events were not published: consoles miss them until they read again. The events table still has them.',
  push: 'Consoles did not receive events as they happened. They catch up when they read again.',
  schedules:
    'A scheduled job could not run. The next tick tries again; while several fail in a row, lost work is not found.',
};

/** The same, without the types of the messages: for code that handles all queues alike. */
export const QUEUE_ROWS: Readonly<Record<string, QueueContract>> = QUEUES;
const IMPACTS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(QUEUE_ROWS).map(([name, { impact }]): [string, string] => [name, impact]),
  ...Object.entries(OTHER_DEAD),
]);

/** What does not happen while messages of a queue are dead. The prefix of the deployment may stand before its name. */
export const impactOf = (queue: string): string | undefined =>
  IMPACTS.get(queue.startsWith(`${DEPLOYMENT.prefix}-`) ? queue.slice(DEPLOYMENT.prefix.length + 1) : queue);
