import { DynamoDecisionStore } from '../../../shared/adapters/dynamodb/decision-store.ts';
import { decisionStats } from '../../../shared/app/decisions/decision-stats.ts';
import { listDecisions } from '../../../shared/app/decisions/list-decisions.ts';
import { replayDecisions } from '../../../shared/app/decisions/replay-decisions.ts';
import { decisionRoutes } from '../../../shared/contracts/http/decisions.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records } = openTables();
const deps = { decisions: new DynamoDecisionStore(records), clock: systemClock };

export const handler = httpHandler(decisionRoutes, {
  listDecisions: async ({ caller, query }) => ({
    body: await listDecisions(deps, caller.workspace, query),
  }),
  decisionStats: async ({ caller, query }) => ({
    body: await decisionStats(deps, caller.workspace, query.since),
  }),
  replayDecisions: async ({ caller, body }) => ({
    body: await replayDecisions(deps, caller.workspace, body),
  }),
});
