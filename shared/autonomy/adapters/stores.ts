import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoTrackRecordStore } from './track-record-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const autonomyStores = ({ records }: Tables) => ({
  trackRecords: new DynamoTrackRecordStore(records),
});
