import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoRecommendationStore } from './recommendation-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const recommendationStores = ({ records, events }: Tables) => ({
  recommendations: new DynamoRecommendationStore(records, events),
});
