import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { CognitoAccounts } from '../../../shared/members/adapters/cognito/cognito-accounts.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openSystemMailer } from '../../../shared/wiring/open-system-mailer.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { membersHandler } from './handler.ts';

const env = readEnv({
  CONFIGURATION_SET: z.string(),
  REX_SYSTEM_MAIL_FROM: z.email().optional(),
  USER_POOL_ID: z.string(),
  CONSOLE_URL: z.string(),
});
const tables = openTables();

export const handler = membersHandler({
  ...memberStores(tables),
  ...workspaceStores(tables),
  accounts: new CognitoAccounts(new CognitoIdentityProviderClient(awsClient()), env.USER_POOL_ID),
  mailer: openSystemMailer(env.CONFIGURATION_SET),
  systemFrom: env.REX_SYSTEM_MAIL_FROM,
  consoleUrl: env.CONSOLE_URL.replace(/\/$/, ''),
  clock: systemClock,
});
