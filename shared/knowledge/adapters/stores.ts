import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoDocumentStore } from './document-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const knowledgeStores = ({ records, events }: Tables) => ({
  documents: new DynamoDocumentStore(records, events),
});
