import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { channelStores } from '../../../../shared/channels/adapters/stores.ts';
import { correspondenceStores } from '../../../../shared/correspondence/adapters/stores.ts';
import {
  type EmailHandlerDeps,
  emailAnswerHandler,
} from '../../../../shared/correspondence/app/answer-handler.ts';
import { emailSendHandler } from '../../../../shared/correspondence/app/letter-handler.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import { inboxStores } from '../../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { leadStores } from '../../../../shared/leads/adapters/stores.ts';
import { limitStores, underWayStores } from '../../../../shared/limits/adapters/stores.ts';
import { meetingStores } from '../../../../shared/meetings/adapters/stores.ts';
import { readSecret } from '../../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import { passageOpener } from '../../../../shared/wiring/open-knowledge.ts';
import { openLlm } from '../../../../shared/wiring/open-llm.ts';
import { openMailer } from '../../../../shared/wiring/open-mailer.ts';
import { readSendgridAccounts } from '../../../../shared/wiring/sendgrid-accounts.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ tables }: Opening): Promise<readonly TaskHandler[]> {
  const env = readEnv({
    CONFIGURATION_SET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    SENDGRID_SECRET_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
    PUBLIC_BASE_URL: z.string(),
    KNOWLEDGE_BUCKET: z.string(),
  });
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
    ...underWayStores(tables, systemClock),
    passageIndex: await passageOpener(tables, env.KNOWLEDGE_BUCKET)(),
    mailer: openMailer(env.CONFIGURATION_SET, accounts),
    llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
    clock: systemClock,
  };
  return [emailAnswerHandler(email), emailSendHandler(email)] as readonly TaskHandler[];
}
