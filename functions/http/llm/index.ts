import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EXTERNAL_WORK } from '../../../shared/agents/personalizer/external-work.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { llmStores } from '../../../shared/llm/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { hasLlm, openLlmJobs } from '../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { llmHandler } from './handler.ts';

const env = readEnv({ OPENAI_SECRET_ARN: z.string(), MISSIONS_QUEUE_URL: z.string() });
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const stores = { ...workspaceStores(tables), ...domainStores(tables), ...coordinationStores(tables) };

export const handler = llmHandler({
  ...stores,
  usage: { ...llmStores(tables, systemClock), ...stores, clock: systemClock },
  configured: await hasLlm(secrets, env.OPENAI_SECRET_ARN),
  background: await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  work: EXTERNAL_WORK,
  clock: systemClock,
});
