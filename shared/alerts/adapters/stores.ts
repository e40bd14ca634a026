import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAlertStore } from './alert-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const alertStores = ({ records, events }: Tables) => ({
  alerts: new DynamoAlertStore(records, events),
});
