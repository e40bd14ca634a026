import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { planMission } from '../../../../shared/missions/app/plan-mission.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { redraftHook } from '../../../../shared/review/app/mission-hooks.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const stores = {
  ...missionStores(tables),
  ...draftingStores(tables),
  ...approvalStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  clock: systemClock,
};
const deps = { ...stores, hooks: redraftHook(stores) };

export const handler = stepHandler(executionInputSchema, (input) => planMission(deps, input));
