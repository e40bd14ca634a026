import { DynamoCollection } from '../../platform/adapters/dynamodb/collection.ts';
import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { achievementSchema } from '../domain/achievement.ts';
import { intelligenceSchema } from '../domain/intelligence.ts';
import { DynamoCampaignStore, DynamoMoveStore } from './campaign-stores.ts';
import { achievementsPartition, intelligencePartition } from './keys.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export function campaignStores(tables: Tables) {
  const campaigns = new DynamoCampaignStore(tables);
  return {
    campaigns,
    moves: new DynamoMoveStore(tables, campaigns),
    achievements: new DynamoCollection(tables, {
      name: 'achievements',
      schema: achievementSchema,
      partition: achievementsPartition,
    }),
    intelligence: new DynamoCollection(tables, {
      name: 'intelligence',
      schema: intelligenceSchema,
      partition: intelligencePartition,
    }),
  };
}
