import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EventBridgeBus } from '../../../shared/live/adapters/eventbridge/event-bridge-bus.ts';
import type { NotificationMessage } from '../../../shared/notifications/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import type { WebhookMessage } from '../../../shared/webhooks/contract/messages.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';
import { publisher } from './publish.ts';

const env = readEnv({
  EVENT_BUS_NAME: z.string(),
  WEBHOOKS_QUEUE_URL: z.string(),
  NOTIFICATIONS_QUEUE_URL: z.string(),
});
const sqs = new SQSClient(awsClient());

export const handler = publisher({
  ...openLive(),
  bus: new EventBridgeBus(new EventBridgeClient(awsClient()), env.EVENT_BUS_NAME),
  webhooks: new SqsQueue<WebhookMessage>(sqs, env.WEBHOOKS_QUEUE_URL),
  notifications: new SqsQueue<NotificationMessage>(sqs, env.NOTIFICATIONS_QUEUE_URL),
});
