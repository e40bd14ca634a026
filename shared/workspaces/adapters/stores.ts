import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from './workspace-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const workspaceStores = ({ records, events }: Tables) => ({
  workspaces: new DynamoWorkspaceStore(records, events),
});
