import { optimizeMission } from '../../../../shared/agents/analytics/optimize-mission.ts';
import { analyticsStores } from '../../../../shared/analytics/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../../shared/recommendations/adapters/stores.ts';
import { sendingStores } from '../../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...missionStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...analyticsStores(tables),
  ...sendingStores(tables),
  ...recommendationStores(tables),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => optimizeMission(deps, input));
