import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoTaskStore } from './task-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const taskStores = ({ records, events }: Tables) => ({
  tasks: new DynamoTaskStore(records, events),
});
