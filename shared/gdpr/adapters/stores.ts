import type { RecordTable, Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoErasureStore } from './erasure-store.ts';
import { DynamoStoredData } from './stored-data.ts';

/**
 * The stores of this context, by the names under which use cases ask for them.
 * @param erasures a table of its own, which no restore of the others touches
 */
export const gdprStores = (tables: Tables, erasures: RecordTable) => ({
  erasures: new DynamoErasureStore(erasures, tables.events),
  data: new DynamoStoredData(tables),
});
