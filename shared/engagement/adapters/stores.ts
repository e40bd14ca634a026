import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoHourCounters } from './hour-counters.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const engagementStores = ({ records }: Pick<Tables, 'records'>) => ({
  counters: new DynamoHourCounters(records),
});
