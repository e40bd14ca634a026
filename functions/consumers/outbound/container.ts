import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { decisionStores } from '../../../shared/decisions/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { limitStores } from '../../../shared/limits/adapters/stores.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { QueueScheduler } from '../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { ApprovedDrafts } from '../../../shared/sending/app/approved-drafts.ts';
import { TwilioTexter } from '../../../shared/texts/adapters/twilio/twilio-texter.ts';
import { citationChecker } from '../../../shared/wiring/open-knowledge.ts';
import { openMailer } from '../../../shared/wiring/open-mailer.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container() {
  const secrets = new SecretsManagerClient(awsClient());
  const env = readEnv({
    CONFIGURATION_SET: z.string(),
    OUTBOUND_QUEUE_ARN: z.string(),
    SCHEDULER_ROLE_ARN: z.string(),
    SCHEDULE_GROUP: z.string(),
    THREAD_SECRET_ARN: z.string(),
    TWILIO_SECRET_ARN: z.string(),
    SENDGRID_SECRET_ARN: z.string(),
    PUBLIC_BASE_URL: z.string(),
    KNOWLEDGE_BUCKET: z.string(),
  });
  const tables = openTables();
  const publicBaseUrl = env.PUBLIC_BASE_URL.replace(/\/$/, '');
  const account = await readTwilioAccount(secrets, env.TWILIO_SECRET_ARN);
  const accounts = await readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN);
  return {
    ...missionStores(tables),
    ...draftingStores(tables),
    ...alertStores(tables),
    ...approvalStores(tables),
    ...decisionStores(tables),
    ...sendingStores(tables),
    approved: new ApprovedDrafts(),
    ...leadStores(tables),
    ...channelStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...limitStores(tables, systemClock),
    citations: citationChecker(tables, env.KNOWLEDGE_BUCKET),
    tokens: new SfnTaskTokens(new SFNClient(awsClient())),
    mailer: openMailer(env.CONFIGURATION_SET, accounts),
    texter: account && new TwilioTexter({ account, publicBaseUrl, fetch }),
    wake: new QueueScheduler<OutboundMessage>(new SchedulerClient(awsClient()), {
      queueArn: env.OUTBOUND_QUEUE_ARN,
      roleArn: env.SCHEDULER_ROLE_ARN,
      group: env.SCHEDULE_GROUP,
    }),
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    publicBaseUrl,
    clock: systemClock,
  };
}
