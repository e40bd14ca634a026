import type { Clock } from '../../kernel/clock.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoMemberStore } from './member-store.ts';
import { DynamoNoticeStore } from './notice-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const notificationStores = ({ records, events }: Tables, clock: Clock) => ({
  members: new DynamoMemberStore(records),
  notices: new DynamoNoticeStore(records, events, clock),
});
