import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { simulateMission } from '../../../shared/forecast/app/simulate-mission.ts';
import { forecastRoutes } from '../../../shared/forecast/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...analyticsStores(tables),
  ...approvalStores(tables),
  ...domainStores(tables),
  ...draftingStores(tables),
  ...missionStores(tables),
  ...sendingStores(tables),
  ...workspaceStores(tables),
  clock: systemClock,
};

export const handler = httpHandler(forecastRoutes, {
  simulateMission: async ({ caller, params, query }) => ({
    body: await simulateMission(deps, { workspace: caller.workspace, missionId: params.id, ...query }),
  }),
});
