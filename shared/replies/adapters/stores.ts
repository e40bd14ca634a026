import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoReplyStore } from './reply-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const replyStores = ({ records, events }: Tables) => ({
  replies: new DynamoReplyStore(records, events),
});
