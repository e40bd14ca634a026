import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { publicHandler } from './handler.ts';

const env = readEnv({ THREAD_SECRET_ARN: z.string() });
const tables = openTables();

export const handler = publicHandler({
  ...sendingStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
});
