import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoMissionStore } from './mission-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const missionStores = ({ records, events }: Tables) => ({
  missions: new DynamoMissionStore(records, events),
});
