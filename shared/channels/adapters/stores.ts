import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoContactNumberStore } from './contact-number-store.ts';
import { DynamoTaskStore } from './task-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const channelStores = ({ records, events }: Tables) => ({
  numbers: new DynamoContactNumberStore(records, events),
  tasks: new DynamoTaskStore(records, events),
});
