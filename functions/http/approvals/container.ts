import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { connectionsOver } from '../../../shared/connections/app/open-connection.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import type { AnswerMessage } from '../../../shared/inbox/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { slackAccounts } from '../../../shared/notifications/adapters/slack/slack-accounts.ts';
import { SlackClient } from '../../../shared/notifications/adapters/slack/slack-client.ts';
import { notificationStores } from '../../../shared/notifications/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../shared/recommendations/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { releasedOpener } from '../../../shared/wiring/open-released.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container() {
  const env = readEnv({
    ANSWERS_QUEUE_URL: z.string(),
    TASKS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    THREAD_SECRET_ARN: z.string(),
    ...CONNECTIONS_ENV,
  });
  const tables = openTables();
  const sqs = new SQSClient(awsClient());
  return {
    ...approvalStores(tables),
    ...inboxStores(tables),
    answerQueue: new SqsQueue<AnswerMessage>(sqs, env.ANSWERS_QUEUE_URL),
    ...taskStores(tables),
    ...autonomyStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(sqs, env.TASKS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    ...missionStores(tables),
    ...draftingStores(tables),
    ...leadStores(tables),
    ...recommendationStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...sendingStores(tables),
    released: releasedOpener(tables),
    ...notificationStores(tables, systemClock),
    slack: new SlackClient({ targets: env.WEBHOOK_TARGETS, clock: systemClock }),
    slackAccounts: slackAccounts(connectionsOver(openConnectionDeps(env, tables))),
    threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
    tokens: new SfnTaskTokens(new SFNClient(awsClient())),
    clock: systemClock,
  };
}
