import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoContactNumberStore } from './contact-number-store.ts';
import { DynamoLinkedinTaskStore } from './task-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const channelStores = ({ records, events }: Tables) => ({
  numbers: new DynamoContactNumberStore(records, events),
  linkedinTasks: new DynamoLinkedinTaskStore(records, events),
});
