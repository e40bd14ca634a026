import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAnalyticsStore } from './analytics-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const analyticsStores = ({ records, events }: Tables) => ({
  analytics: new DynamoAnalyticsStore(records, events),
});
