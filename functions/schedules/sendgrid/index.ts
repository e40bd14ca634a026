import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { domainStores, providerDayStores } from '../../../shared/domains/adapters/stores.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { tryAll } from '../../../shared/kernel/concurrency.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { hasOwnAccounts, ownSendgridAccount } from '../../../shared/sending/adapters/sendgrid/account.ts';
import { SendgridLists } from '../../../shared/sending/adapters/sendgrid/sendgrid-lists.ts';
import { SendgridStats } from '../../../shared/sending/adapters/sendgrid/sendgrid-stats.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { compareProviderDays } from '../../../shared/sending/app/compare-provider-days.ts';
import { syncProviderLists } from '../../../shared/sending/app/sync-provider-lists.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ SENDGRID_SECRET_ARN: z.string(), THREAD_SECRET_ARN: z.string() });
const tables = openTables();
const clock = systemClock;
const secrets = new SecretsManagerClient(awsClient());
const [accounts, threadSecret] = await Promise.all([
  readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN),
  readSecret(secrets, env.THREAD_SECRET_ARN),
]);
/** What may be called of a workspace's own account. */
const apiOf = (workspace: string) => {
  const account = ownSendgridAccount(accounts, workspace);
  return account?.apiKey ? { account, fetch, clock } : undefined;
};
const deps = {
  ...leadStores(tables),
  ...sendingStores(tables),
  ...domainStores(tables),
  ...providerDayStores(tables),
  ...alertStores(tables),
  ...workspaceStores(tables),
  erasedNameOf: erasureHashes(threadSecret).addressHashOf,
  // The global list is nobody's to change here.
  operatorsWorkspace: '',
  accountOf: (workspace: string) => {
    const api = apiOf(workspace);
    return api && new SendgridLists(api);
  },
  statsOf: (workspace: string) => {
    const api = apiOf(workspace);
    return api && new SendgridStats(api);
  },
  clock,
};

/** Most systems have no account, or one that all workspaces share: then there is nothing to ask of anybody. */
const registry = {
  workspaces: async () => {
    if (!hasOwnAccounts(accounts)) return [];
    const workspaces = await deps.workspaces.workspaces();
    return workspaces.filter((workspace) => apiOf(workspace) !== undefined);
  },
};

/** What a workspace and its own account at SendGrid know of each other: the suppressions, and the counts of the last days. */
export const handler = everyWorkspace(registry, async (workspace, correlationId) => {
  let changed = 0;
  await tryAll([syncedLists, compareProviderDays], async (look) => {
    changed += await look(deps, workspace, correlationId);
  });
  return changed;
});

async function syncedLists(...asked: Parameters<typeof syncProviderLists>): Promise<number> {
  const { pulled, pushed } = await syncProviderLists(...asked);
  return pulled + pushed;
}
