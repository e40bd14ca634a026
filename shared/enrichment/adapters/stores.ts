import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoEnrichmentLedger, DynamoEnrichmentStore } from './enrichment-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const enrichmentStores = ({ records, events }: Tables) => ({
  enrichments: new DynamoEnrichmentStore(records, events),
  ledger: new DynamoEnrichmentLedger(records),
});
