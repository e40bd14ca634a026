import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoProvisioningStore } from './provisioning-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const provisioningStores = ({ records, events }: Tables) => ({
  provisionings: new DynamoProvisioningStore(records, events),
});
