import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoConnectionRecords } from './connection-records.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const connectionStores = ({ records, events }: Tables) => ({
  connectionRecords: new DynamoConnectionRecords(records, events),
});
