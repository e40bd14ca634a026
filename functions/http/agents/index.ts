import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EXTERNAL_WORK } from '../../../shared/agents/personalizer/external-work.ts';
import { AGENTS } from '../../../shared/agents/registry.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { agentsHandler } from './handler.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), THREAD_SECRET_ARN: z.string() });
const tables = openTables();
export const handler = agentsHandler({
  ...coordinationStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  secret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
  registry: AGENTS,
  work: EXTERNAL_WORK,
  ...missionStores(tables),
  ...draftingStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...taskStores(tables),
});
