import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoLlmLedger } from '../../../shared/adapters/dynamodb/llm-ledger.ts';
import { DynamoErrandStore } from '../../../shared/adapters/dynamodb/outside-agent-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { readUsage } from '../../../shared/app/llm/read-usage.ts';
import { takeModelAnswer } from '../../../shared/app/outside/ask-model.ts';
import { llmRoutes, llmWebhookSchema } from '../../../shared/contracts/http/llm.ts';
import type { MissionMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { parseSignedBody } from '../../../shared/runtime/http-request.ts';
import { openLlmJobs } from '../../../shared/runtime/open-llm.ts';
import { verifySigned } from '../../../shared/runtime/signed-request.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ OPENAI_SECRET_ARN: z.string(), MISSIONS_QUEUE_URL: z.string() });
const { records, events } = openTables();
const secrets = new SecretsManagerClient(awsClient());
const opened = await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, { records, events });
const deps = {
  ledger: new DynamoLlmLedger(records, () => systemClock.now()),
  workspaces: new DynamoWorkspaceStore(records, events),
  errands: new DynamoErrandStore(records, events),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};

export const handler = httpHandler(llmRoutes, {
  llmUsage: async ({ caller, query }) => ({ body: await readUsage(deps, caller.workspace, query.day) }),
  llmWebhook: async ({ headers, rawBody }) => {
    verifySigned({ headers, rawBody }, opened ? [opened.webhookSecret] : []);
    if (!opened) throw new RexError('UNAUTHENTICATED', 'No secret is set for the webhooks of a model.');
    const { type, data } = parseSignedBody(llmWebhookSchema, rawBody);
    if (type.startsWith('response.')) await takeModelAnswer({ ...deps, jobs: opened.jobs }, data.id);
    return {};
  },
});
