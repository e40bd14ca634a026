import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoErasureStore } from './erasure-store.ts';
import { DynamoStoredData } from './stored-data.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const gdprStores = (tables: Tables) => ({
  erasures: new DynamoErasureStore(tables.records, tables.events),
  data: new DynamoStoredData(tables),
});
