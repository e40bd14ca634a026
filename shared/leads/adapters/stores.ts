import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoImportStore } from './import-store.ts';
import { DynamoLeadStore } from './lead-store.ts';
import { DynamoSuppressionStore } from './suppression-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const leadStores = ({ records, events }: Tables) => ({
  imports: new DynamoImportStore(records, events),
  leads: new DynamoLeadStore(records, events),
  suppressions: new DynamoSuppressionStore(records),
});
