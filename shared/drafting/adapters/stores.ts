import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoCohortStore } from './cohort-store.ts';
import { DynamoContentStore } from './content-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const draftingStores = ({ records, events }: Tables) => ({
  cohorts: new DynamoCohortStore(records, events),
  contents: new DynamoContentStore(records),
});
