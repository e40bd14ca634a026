import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { automationStores } from '../../../shared/automations/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { WEBHOOK_TARGETS } from '../../../shared/webhooks/contract/webhooks.ts';
import { automationsHandler } from './handler.ts';

const env = readEnv({
  MISSIONS_QUEUE_URL: z.string(),
  THREAD_SECRET_ARN: z.string(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  PUBLIC_BASE_URL: z.string(),
});
const tables = openTables();

export const handler = automationsHandler({
  ...automationStores(tables),
  ...missionStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  secret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  targets: env.WEBHOOK_TARGETS,
  publicBaseUrl: env.PUBLIC_BASE_URL,
  clock: systemClock,
});
