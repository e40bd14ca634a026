import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { systemClock } from '../kernel/clock.ts';
import type { HeraldDeps } from '../lords/herald/app/deps.ts';
import { memberStores } from '../members/adapters/stores.ts';
import { notificationStores } from '../notifications/adapters/stores.ts';
import type { NotificationMessage } from '../notifications/contract/messages.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { SqsQueue } from '../platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';
import { seatStores } from '../seats/adapters/stores.ts';
import { workspaceStores } from '../workspaces/adapters/stores.ts';

/** What the Herald reads, and the queue of the notifications: for its requests, and for what the schedule finishes. */
export function openHerald(tables: Tables): HeraldDeps {
  const env = readEnv({ NOTIFICATIONS_QUEUE_URL: z.string() });
  return {
    ...seatStores(tables, 'herald'),
    ...notificationStores(tables, systemClock),
    ...memberStores(tables),
    ...workspaceStores(tables),
    notifications: new SqsQueue<NotificationMessage>(new SQSClient(awsClient()), env.NOTIFICATIONS_QUEUE_URL),
    clock: systemClock,
  };
}
