import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EXTERNAL_WORK } from '../../../shared/agents/personalizer/external-work.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { takeModelAnswer } from '../../../shared/coordination/app/ask-model.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { llmStores } from '../../../shared/llm/adapters/stores.ts';
import { readUsage } from '../../../shared/llm/app/read-usage.ts';
import { llmRoutes, llmWebhookSchema } from '../../../shared/llm/contract/routes.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { parseSignedBody } from '../../../shared/platform/runtime/http-request.ts';
import { verifySigned } from '../../../shared/platform/runtime/signed-request.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openLlmJobs } from '../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ OPENAI_SECRET_ARN: z.string(), MISSIONS_QUEUE_URL: z.string() });
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const opened = await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, tables);
const deps = {
  ...llmStores(tables, systemClock),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...coordinationStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  work: EXTERNAL_WORK,
  clock: systemClock,
};

export const handler = httpHandler(llmRoutes, {
  llmUsage: async ({ caller, query }) => ({ body: await readUsage(deps, caller.workspace, query.day) }),
  llmWebhook: async ({ headers, rawBody }) => {
    verifySigned({ headers, rawBody }, opened ? [opened.webhookSecret] : []);
    if (!opened)
      throw new RexError('UNAUTHENTICATED', 'No secret is set for the webhooks of the language model.');
    const { type, data } = parseSignedBody(llmWebhookSchema, rawBody);
    if (type.startsWith('response.')) await takeModelAnswer({ ...deps, jobs: opened.jobs }, data.id);
    return {};
  },
});
