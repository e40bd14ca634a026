import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAgentLog } from './agent-log.ts';
import { DynamoAssignmentStore, DynamoExternalAgentStore } from './external-agent-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const coordinationStores = ({ records, events }: Tables) => ({
  agents: new DynamoExternalAgentStore(records, events),
  assignments: new DynamoAssignmentStore(records, events),
  log: new DynamoAgentLog(records),
});
