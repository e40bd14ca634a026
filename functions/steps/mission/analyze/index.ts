import { analyzeMission } from '../../../../shared/agents/analytics/analyze-mission.ts';
import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { leadStores } from '../../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { riskStores } from '../../../../shared/risk/adapters/stores.ts';
import { sendingStores } from '../../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...missionStores(tables),
  ...approvalStores(tables),
  ...draftingStores(tables),
  ...riskStores(tables),
  ...sendingStores(tables),
  ...leadStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => analyzeMission(deps, input));
