import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoDecisionStore } from './decision-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const decisionStores = ({ records }: Pick<Tables, 'records'>) => ({
  decisions: new DynamoDecisionStore(records),
});
