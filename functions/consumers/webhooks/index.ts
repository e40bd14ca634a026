import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { QueueScheduler } from '../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { HttpsSender } from '../../../shared/webhooks/adapters/https/https-sender.ts';
import { webhookStores } from '../../../shared/webhooks/adapters/stores.ts';
import { deliver } from '../../../shared/webhooks/app/deliver.ts';
import { replaySpan } from '../../../shared/webhooks/app/replay.ts';
import { type WebhookMessage, webhookQueues } from '../../../shared/webhooks/contract/messages.ts';
import { WEBHOOK_TARGETS } from '../../../shared/webhooks/contract/webhooks.ts';

const env = readEnv({
  WEBHOOKS_QUEUE_URL: z.string(),
  WEBHOOKS_QUEUE_ARN: z.string(),
  SCHEDULER_ROLE_ARN: z.string(),
  SCHEDULE_GROUP: z.string(),
  THREAD_SECRET_ARN: z.string(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});
const tables = openTables();
const deps = {
  ...webhookStores(tables, systemClock),
  ...alertStores(tables),
  sender: new HttpsSender({ targets: env.WEBHOOK_TARGETS }),
  webhooks: new SqsQueue<WebhookMessage>(new SQSClient(awsClient()), env.WEBHOOKS_QUEUE_URL),
  later: new QueueScheduler<WebhookMessage>(new SchedulerClient(awsClient()), {
    queueArn: env.WEBHOOKS_QUEUE_ARN,
    roleArn: env.SCHEDULER_ROLE_ARN,
    group: env.SCHEDULE_GROUP,
  }),
  secret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
};

export const handler = queueHandler(webhookQueues.webhooks.message, (message) =>
  message.kind === 'replay' ? replaySpan(deps, message) : deliver(deps, message),
);
