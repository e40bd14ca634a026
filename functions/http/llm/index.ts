import { DynamoLlmLedger } from '../../../shared/adapters/dynamodb/llm-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { readUsage } from '../../../shared/app/llm/read-usage.ts';
import { llmRoutes } from '../../../shared/contracts/http/llm.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  ledger: new DynamoLlmLedger(records, () => systemClock.now()),
  workspaces: new DynamoWorkspaceStore(records, events),
  clock: systemClock,
};

export const handler = httpHandler(llmRoutes, {
  llmUsage: async ({ caller, query }) => ({ body: await readUsage(deps, caller.workspace, query.day) }),
});
