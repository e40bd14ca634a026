import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAutomationStore, DynamoRunStore } from './automation-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const automationStores = ({ records, events }: Tables) => ({
  automations: new DynamoAutomationStore(records, events),
  automationRuns: new DynamoRunStore(records, events),
});
