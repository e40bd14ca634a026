import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoProviderLimits } from './provider-limits.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const limitStores = ({ records }: Pick<Tables, 'records'>, clock: Clock) => ({
  limits: new DynamoProviderLimits(records, clock),
});
