import { setTimeout as delay } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AGENTS } from '../../../shared/agents/registry.ts';
import { WORKERS } from '../../../shared/agents/workers.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { bindWorkers } from '../../../shared/coordination/app/agent-steps.ts';
import { runAgent } from '../../../shared/coordination/app/run-agent.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { icpStores } from '../../../shared/icp/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { type BatchMessage, missionQueues } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { riskStores } from '../../../shared/risk/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { openEnrichment } from '../../../shared/wiring/open-enrichment.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ BATCHES_QUEUE_URL: z.string(), ENRICHMENT_SECRET_ARN: z.string() });
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  ...coordinationStores(tables),
  pause: (ms: number) => delay(ms),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...leadStores(tables),
  ...channelStores(tables),
  sends: sendingStores(tables).ledger,
  ...icpStores(tables),
  ...riskStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  clock: systemClock,
  ...(await openEnrichment(secrets, env.ENRICHMENT_SECRET_ARN, tables)),
  batches: new SqsQueue<BatchMessage>(new SQSClient(awsClient()), env.BATCHES_QUEUE_URL),
};

const workers = bindWorkers(deps, WORKERS);

export const handler = queueHandler(missionQueues.batches.message, async (message, { correlationId }) => {
  const work = workers[message.step];
  if (!work) throw new RexError('VALIDATION_FAILED', `No worker for parts of step ${message.step}.`);
  const { workspace, missionId, step, part } = message;
  await runAgent(deps, AGENTS.agentOf(step), { workspace, missionId, step, part, attempt: '' }, () =>
    work(message, correlationId),
  );
});
