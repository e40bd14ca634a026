import { setTimeout as wait } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../alerts/adapters/stores.ts';
import { SecretsManagerConnectionSecrets } from '../connections/adapters/secrets/connection-secrets.ts';
import { connectionStores } from '../connections/adapters/stores.ts';
import { openVendors } from '../connections/adapters/vendors/open-vendors.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { WEBHOOK_TARGETS, type WebhookTargets } from '../webhooks/contract/webhooks.ts';

/** What functions that use connected accounts are told. */
export const CONNECTIONS_ENV = { CONNECTIONS_PREFIX: z.string(), WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS) };

/** What opens, checks and manages connected accounts. */
export const openConnectionDeps = (
  env: { readonly CONNECTIONS_PREFIX: string; readonly WEBHOOK_TARGETS: WebhookTargets },
  tables: Tables,
) => ({
  ...connectionStores(tables),
  ...alertStores(tables),
  connectionSecrets: new SecretsManagerConnectionSecrets(
    new SecretsManagerClient(awsClient()),
    env.CONNECTIONS_PREFIX,
  ),
  vendors: openVendors({ targets: env.WEBHOOK_TARGETS }),
  targets: env.WEBHOOK_TARGETS,
  wait: (ms: number): Promise<void> => wait(ms),
  clock: systemClock,
});
