import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import type { SendAnswerDeps } from '../../../shared/inbox/app/send-answer.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { limitStores, underWayStores } from '../../../shared/limits/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { TwilioTexter } from '../../../shared/texts/adapters/twilio/twilio-texter.ts';
import { openMailer } from '../../../shared/wiring/open-mailer.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container(): Promise<SendAnswerDeps> {
  const secrets = new SecretsManagerClient(awsClient());
  const env = readEnv({
    CONFIGURATION_SET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    TWILIO_SECRET_ARN: z.string(),
    SENDGRID_SECRET_ARN: z.string(),
    PUBLIC_BASE_URL: z.string(),
  });
  const tables = openTables();
  const publicBaseUrl = env.PUBLIC_BASE_URL.replace(/\/$/, '');
  const account = await readTwilioAccount(secrets, env.TWILIO_SECRET_ARN);
  const accounts = await readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN);
  return {
    ...inboxStores(tables),
    ...meetingStores(tables),
    ...leadStores(tables),
    ...channelStores(tables),
    ...draftingStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...limitStores(tables, systemClock),
    ...underWayStores(tables, systemClock),
    mailer: openMailer(env.CONFIGURATION_SET, accounts),
    texter: account && new TwilioTexter({ account, publicBaseUrl, fetch }),
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    publicBaseUrl,
    clock: systemClock,
  };
}
