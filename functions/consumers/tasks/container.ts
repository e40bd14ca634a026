import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { correspondenceStores } from '../../../shared/correspondence/adapters/stores.ts';
import {
  type EmailHandlerDeps,
  emailAnswerHandler,
} from '../../../shared/correspondence/app/answer-handler.ts';
import { emailSendHandler } from '../../../shared/correspondence/app/letter-handler.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { limitStores } from '../../../shared/limits/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logger } from '../../../shared/platform/runtime/logger.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { PublicSite } from '../../../shared/seo/adapters/public-site.ts';
import { seoAuditHandler } from '../../../shared/seo/app/audit-handler.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskHandler } from '../../../shared/tasks/app/ports/handler.ts';
import type { WorkTaskDeps } from '../../../shared/tasks/app/work-task.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { WEBHOOK_TARGETS } from '../../../shared/webhooks/contract/webhooks.ts';
import { openLlm } from '../../../shared/wiring/open-llm.ts';
import { openMailer } from '../../../shared/wiring/open-mailer.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container(): Promise<WorkTaskDeps> {
  const env = readEnv({
    TASKS_QUEUE_URL: z.string(),
    AGENT_DRY_RUN: z.stringbool(),
    WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
    CONFIGURATION_SET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    SENDGRID_SECRET_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
    PUBLIC_BASE_URL: z.string(),
  });
  const tables = openTables();
  const site = () => new PublicSite({ targets: env.WEBHOOK_TARGETS });
  const secrets = new SecretsManagerClient(awsClient());
  const accounts = await readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN);
  const email: EmailHandlerDeps = {
    ...inboxStores(tables),
    ...correspondenceStores(tables),
    ...approvalStores(tables),
    ...meetingStores(tables),
    ...leadStores(tables),
    ...channelStores(tables),
    ...draftingStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...limitStores(tables, systemClock),
    mailer: openMailer(env.CONFIGURATION_SET, accounts),
    llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
    clock: systemClock,
  };
  const handlers = [
    seoAuditHandler(site),
    emailAnswerHandler(email),
    emailSendHandler(email),
  ] as readonly TaskHandler[];
  return {
    ...taskStores(tables),
    ...approvalStores(tables),
    ...autonomyStores(tables),
    ...alertStores(tables),
    ...workspaceStores(tables),
    ...missionStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
    handlers: new Map(handlers.map((handler) => [handler.type, handler])),
    dryRun: env.AGENT_DRY_RUN,
    log: (message, about) => logger.info(message, { ...about }),
    clock: systemClock,
  };
}
