import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoConnectionStore } from './connection-store.ts';
import { DynamoFeed } from './feed.ts';
import { DynamoTicketStore } from './ticket-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const liveStores = ({ records }: Pick<Tables, 'records'>, clock: Clock) => ({
  connections: new DynamoConnectionStore(records),
  feed: new DynamoFeed(records, clock),
  tickets: new DynamoTicketStore(records, clock),
});
