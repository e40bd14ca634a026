import { decisionStores } from '../../../shared/decisions/adapters/stores.ts';
import { decisionStats } from '../../../shared/decisions/app/decision-stats.ts';
import { listDecisions } from '../../../shared/decisions/app/list-decisions.ts';
import { replayDecisions } from '../../../shared/decisions/app/replay-decisions.ts';
import { decisionRoutes } from '../../../shared/decisions/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { transitionAgain } from '../../../shared/missions/domain/decide-transition.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

const tables = openTables();
const deps = { decisions: decisionStores(tables).decisions, clock: systemClock, transitionAgain };

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
