import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoProviderLimits } from './provider-limits.ts';
import { DynamoUnderWay } from './under-way.ts';

/** The stores of this context, by the names under which use cases ask for them: each is in the bundles that need it. */
export const limitStores = ({ records }: Pick<Tables, 'records'>, clock: Clock) => ({
  limits: new DynamoProviderLimits(records, clock),
});
export const underWayStores = ({ records }: Pick<Tables, 'records'>, clock: Clock) => ({
  underWay: new DynamoUnderWay(records, clock),
});
