import { setTimeout as delay } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AGENTS } from '../../../shared/agents/registry.ts';
import { WORKERS } from '../../../shared/agents/workers.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoAgentLog } from '../../../shared/coordination/adapters/agent-log.ts';
import { bindWorkers } from '../../../shared/coordination/app/agent-steps.ts';
import { runAgent } from '../../../shared/coordination/app/run-agent.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import { DynamoIcpStore } from '../../../shared/icp/adapters/icp-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import { type BatchMessage, batchMessageSchema } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { openEnrichment } from '../../../shared/wiring/open-enrichment.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const env = readEnv({ BATCHES_QUEUE_URL: z.string(), ENRICHMENT_SECRET_ARN: z.string() });
const { records, events } = openTables();
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  log: new DynamoAgentLog(records),
  pause: (ms: number) => delay(ms),
  missions: new DynamoMissionStore(records, events),
  contents: new DynamoContentStore(records),
  cohorts: new DynamoCohortStore(records, events),
  leads: new DynamoLeadStore(records, events),
  numbers: new DynamoContactNumberStore(records, events),
  sends: new DynamoSendLedger(records),
  icp: new DynamoIcpStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  clock: systemClock,
  ...(await openEnrichment(secrets, env.ENRICHMENT_SECRET_ARN, { records, events })),
  batches: new SqsQueue<BatchMessage>(new SQSClient(awsClient()), env.BATCHES_QUEUE_URL),
};

const workers = bindWorkers(deps, WORKERS);

export const handler = queueHandler(batchMessageSchema, async (message, { correlationId }) => {
  const work = workers[message.step];
  if (!work) throw new RexError('VALIDATION_FAILED', `No worker for parts of step ${message.step}.`);
  const { workspace, missionId, step, part } = message;
  await runAgent(deps, AGENTS.agentOf(step), { workspace, missionId, step, part, attempt: '' }, () =>
    work(message, correlationId),
  );
});
