import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../alerts/adapters/stores.ts';
import { type SourceAccount, sourceAccountSchema } from '../enrichment/adapters/http/source-account.ts';
import { enrichmentStores } from '../enrichment/adapters/stores.ts';
import type { EnrichmentSource } from '../enrichment/app/ports/enrichment.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSourceName } from '../enrichment/contract/settings.ts';
import { systemClock } from '../kernel/clock.ts';
import { limitStores } from '../limits/adapters/stores.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { readSecretSettings } from '../platform/adapters/secrets/secret-reader.ts';

const secretSchema = z.object({
  apollo: sourceAccountSchema.prefault({}),
  hunter: sourceAccountSchema.prefault({}),
});

const OPEN: Readonly<Record<EnrichmentSourceName, (account: SourceAccount) => Promise<EnrichmentSource>>> = {
  apollo: async (account) =>
    (await import('../enrichment/adapters/apollo/apollo-source.ts')).apolloSource(account),
  hunter: async (account) =>
    (await import('../enrichment/adapters/hunter/hunter-source.ts')).hunterSource(account),
};

/** What enriches leads. A source without a key is not there, and what speaks to it is not loaded. */
export async function openEnrichment(secrets: SecretsManagerClient, secretArn: string, tables: Tables) {
  const accounts = secretSchema.parse(await readSecretSettings(secrets, secretArn));
  const sources = new Map<EnrichmentSourceName, EnrichmentSource>();
  for (const source of ENRICHMENT_SOURCES) {
    if (accounts[source].apiKey) sources.set(source, await OPEN[source](accounts[source]));
  }
  return {
    ...enrichmentStores(tables),
    ...limitStores(tables, systemClock),
    ...alertStores(tables),
    sources,
  };
}
