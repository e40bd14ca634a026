import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { limitStores, underWayStores } from '../../../shared/limits/adapters/stores.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { workIssue } from '../../../shared/newsletter/app/work-issue.ts';
import { workSubscription } from '../../../shared/newsletter/app/work-subscription.ts';
import { newsletterQueues } from '../../../shared/newsletter/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openMailer } from '../../../shared/wiring/open-mailer.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({
  CONFIGURATION_SET: z.string(),
  THREAD_SECRET_ARN: z.string(),
  SENDGRID_SECRET_ARN: z.string(),
  PUBLIC_BASE_URL: z.string(),
});
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const threadSecret = await readSecret(secrets, env.THREAD_SECRET_ARN);
const deps = {
  ...newsletterStores(tables),
  ...leadStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...limitStores(tables, systemClock),
  ...underWayStores(tables, systemClock),
  ...alertStores(tables),
  mailer: openMailer(env.CONFIGURATION_SET, await readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN)),
  erasedNameOf: erasureHashes(threadSecret).addressHashOf,
  threadSecret,
  publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  clock: systemClock,
};

export const handler = queueHandler(newsletterQueues.newsletters.message, (message) =>
  message.kind === 'issue' ? workIssue(deps, message) : workSubscription(deps, message),
);
