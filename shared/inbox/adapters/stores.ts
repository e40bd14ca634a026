import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAnswerStore } from './answer-store.ts';
import { DynamoConversationStore } from './conversation-store.ts';

/** For what is told of answers alone: the store of conversations is no part of its bundle. */
export const answerStores = ({ records, events }: Tables) => ({
  answers: new DynamoAnswerStore(records, events),
});

/** The stores of this context, by the names under which use cases ask for them. */
export const inboxStores = (tables: Tables) => ({
  ...answerStores(tables),
  conversations: new DynamoConversationStore(tables.records, tables.events),
});
