import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAnswerStore } from './answer-store.ts';
import { DynamoConversationStore } from './conversation-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const inboxStores = ({ records, events }: Tables) => ({
  answers: new DynamoAnswerStore(records, events),
  conversations: new DynamoConversationStore(records, events),
});
