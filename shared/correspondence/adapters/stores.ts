import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAnswerDraftStore, DynamoFaqStore } from './faq-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const correspondenceStores = ({ records, events }: Tables) => ({
  faq: new DynamoFaqStore(records, events),
  drafts: new DynamoAnswerDraftStore(records),
});
