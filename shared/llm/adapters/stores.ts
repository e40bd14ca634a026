import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoLlmJobStore } from './llm-job-store.ts';
import { DynamoLlmLedger } from './llm-ledger.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const llmStores = ({ records }: Pick<Tables, 'records'>, clock: Clock) => ({
  jobs: new DynamoLlmJobStore(records),
  ledger: new DynamoLlmLedger(records, clock),
});
