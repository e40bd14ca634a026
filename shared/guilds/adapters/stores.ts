import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoGuildStore } from './guild-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const guildStores = ({ records, events }: Tables) => ({
  guilds: new DynamoGuildStore(records, events),
});
