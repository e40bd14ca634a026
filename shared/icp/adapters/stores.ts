import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoIcpStore } from './icp-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const icpStores = ({ records, events }: Tables) => ({
  icp: new DynamoIcpStore(records, events),
});
