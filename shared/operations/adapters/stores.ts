import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoDeadLetterStore } from './dead-letter-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const operationStores = ({ records }: Pick<Tables, 'records'>) => ({
  letters: new DynamoDeadLetterStore(records),
});
