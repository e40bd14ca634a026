import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoConversationStore } from './conversation-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const inboxStores = ({ records, events }: Tables) => ({
  conversations: new DynamoConversationStore(records, events),
});
