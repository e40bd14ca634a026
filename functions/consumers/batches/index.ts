import { setTimeout as delay } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAgentLog } from '../../../shared/adapters/dynamodb/agent-log.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoIcpStore } from '../../../shared/adapters/dynamodb/icp-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnTaskTokens } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { agentOf } from '../../../shared/agents/registry.ts';
import { runAgent } from '../../../shared/app/agents/run-agent.ts';
import { draftCohort } from '../../../shared/app/missions/steps/draft-cohort.ts';
import { enrichPage } from '../../../shared/app/missions/steps/enrich-page.ts';
import { scorePage } from '../../../shared/app/missions/steps/score-page.ts';
import { surveyPage } from '../../../shared/app/missions/steps/survey-page.ts';
import { type BatchMessage, batchMessageSchema } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openEnrichment } from '../../../shared/runtime/open-enrichment.ts';
import { queueHandler } from '../../../shared/runtime/queue.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ BATCHES_QUEUE_URL: z.string(), ENRICHMENT_SECRET_ARN: z.string() });
const { records, events } = openTables();
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  log: new DynamoAgentLog(records),
  pause: (ms: number) => delay(ms),
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  leads: new DynamoLeadStore(records, events),
  numbers: new DynamoContactNumberStore(records, events),
  sends: new DynamoSendLedger(records),
  icp: new DynamoIcpStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  clock: systemClock,
  ...(await openEnrichment(secrets, env.ENRICHMENT_SECRET_ARN, { records, events })),
  batches: new SqsQueue<BatchMessage>(new SQSClient(awsClient()), env.BATCHES_QUEUE_URL),
};

/** The work of one part, by the step that it is a part of. */
const WORKERS: Readonly<Record<string, (message: BatchMessage, correlationId: string) => Promise<void>>> = {
  enrich: (message, correlationId) => enrichPage(deps, message, correlationId),
  segment: (message) => surveyPage(deps, message),
  score: (message) => scorePage(deps, message),
  draft: (message) => draftCohort(deps, message),
};

export const handler = queueHandler(batchMessageSchema, async (message, { correlationId }) => {
  const work = WORKERS[message.step];
  if (!work) throw new RexError('VALIDATION_FAILED', `No worker for parts of step ${message.step}.`);
  const { workspace, missionId, step, part } = message;
  await runAgent(deps, agentOf(step), { workspace, missionId, step, part, attempt: '' }, () =>
    work(message, correlationId),
  );
});
