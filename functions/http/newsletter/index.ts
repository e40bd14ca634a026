import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import type { NewsletterMessage } from '../../../shared/newsletter/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { newsletterHandler } from './handler.ts';

const env = readEnv({
  NEWSLETTERS_QUEUE_URL: z.string(),
  THREAD_SECRET_ARN: z.string(),
  PUBLIC_BASE_URL: z.string(),
});
const tables = openTables();

export const handler = newsletterHandler({
  ...newsletterStores(tables),
  ...workspaceStores(tables),
  newsletterQueue: new SqsQueue<NewsletterMessage>(new SQSClient(awsClient()), env.NEWSLETTERS_QUEUE_URL),
  threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  clock: systemClock,
});
