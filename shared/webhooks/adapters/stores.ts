import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoDeliveryStore } from './delivery-store.ts';
import { DynamoEndpointStore } from './endpoint-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const webhookStores = ({ records, events }: Tables, clock: Clock) => ({
  endpoints: new DynamoEndpointStore(records, events),
  deliveries: new DynamoDeliveryStore(records, clock),
});
