import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { apolloSource } from '../adapters/apollo/apollo-source.ts';
import { DynamoAlertStore } from '../adapters/dynamodb/alert-store.ts';
import { DynamoEnrichmentLedger, DynamoEnrichmentStore } from '../adapters/dynamodb/enrichment-store.ts';
import { DynamoProviderLimits } from '../adapters/dynamodb/provider-limits.ts';
import type { RecordTable } from '../adapters/dynamodb/table.ts';
import { type SourceAccount, sourceAccountSchema } from '../adapters/http/source-account.ts';
import { hunterSource } from '../adapters/hunter/hunter-source.ts';
import { readSecret } from '../adapters/secrets/secret-reader.ts';
import type { EnrichmentSource } from '../app/ports/enrichment.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSourceName } from '../contracts/enrichment.ts';
import { systemClock } from '../kernel/clock.ts';

const secretSchema = z.object({
  apollo: sourceAccountSchema.prefault({}),
  hunter: sourceAccountSchema.prefault({}),
});

const OPEN: Readonly<Record<EnrichmentSourceName, (account: SourceAccount) => EnrichmentSource>> = {
  apollo: apolloSource,
  hunter: hunterSource,
};

/** What enriches leads. A source without a key is not there. */
export async function openEnrichment(
  secrets: SecretsManagerClient,
  secretArn: string,
  { records, events }: { readonly records: RecordTable; readonly events: RecordTable },
) {
  const accounts = secretSchema.parse(JSON.parse(await readSecret(secrets, secretArn)));
  return {
    enrichments: new DynamoEnrichmentStore(records, events),
    ledger: new DynamoEnrichmentLedger(records),
    limits: new DynamoProviderLimits(records, systemClock),
    alerts: new DynamoAlertStore(records, events),
    sources: new Map(
      ENRICHMENT_SOURCES.flatMap((source): [EnrichmentSourceName, EnrichmentSource][] =>
        accounts[source].apiKey ? [[source, OPEN[source](accounts[source])]] : [],
      ),
    ),
  };
}
