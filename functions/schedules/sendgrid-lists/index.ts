import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { ownSendgridAccount } from '../../../shared/sending/adapters/sendgrid/account.ts';
import { SendgridLists } from '../../../shared/sending/adapters/sendgrid/sendgrid-lists.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { syncProviderLists } from '../../../shared/sending/app/sync-provider-lists.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ SENDGRID_SECRET_ARN: z.string() });
const tables = openTables();
const clock = systemClock;
const accounts = await readSendgridAccounts(new SecretsManagerClient(awsClient()), env.SENDGRID_SECRET_ARN);
const deps = {
  ...leadStores(tables),
  ...sendingStores(tables),
  // The global list is nobody's to change here.
  operatorsWorkspace: '',
  accountOf: (workspace: string) => {
    const account = ownSendgridAccount(accounts, workspace);
    return account?.apiKey ? new SendgridLists({ account, fetch, clock }) : undefined;
  },
  clock,
};

export const handler = everyWorkspace(
  workspaceStores(tables).workspaces,
  async (workspace, correlationId) => {
    const { pulled, pushed } = await syncProviderLists(deps, workspace, correlationId);
    return pulled + pushed;
  },
);
