import { DynamoAgentLog } from '../../../shared/adapters/dynamodb/agent-log.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { agentsHealth, agentsStatus, viewWorkflows } from '../../../shared/app/agents/agents-status.ts';
import { agentRoutes } from '../../../shared/contracts/http/agents.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  log: new DynamoAgentLog(records),
  missions: new DynamoMissionStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
};

export const handler = httpHandler(agentRoutes, {
  agentsStatus: async ({ caller }) => ({ body: await agentsStatus(deps, caller.workspace) }),
  agentsHealth: async ({ caller }) => ({ body: await agentsHealth(deps, caller.workspace) }),
  listWorkflows: async () => ({ body: viewWorkflows() }),
});
