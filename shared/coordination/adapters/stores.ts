import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoAgentLog } from './agent-log.ts';
import { DynamoErrandStore, DynamoOutsideAgentStore } from './outside-agent-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const coordinationStores = ({ records, events }: Tables) => ({
  agents: new DynamoOutsideAgentStore(records, events),
  errands: new DynamoErrandStore(records, events),
  log: new DynamoAgentLog(records),
});
