import { DynamoApprovalStore } from '../../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../../shared/drafting/adapters/content-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { planMission } from '../../../../shared/missions/app/plan-mission.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { redraftHook } from '../../../../shared/review/app/mission-hooks.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const stores = {
  missions: new DynamoMissionStore(records, events),
  contents: new DynamoContentStore(records),
  cohorts: new DynamoCohortStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  clock: systemClock,
};
const deps = { ...stores, hooks: redraftHook(stores) };

export const handler = stepHandler(executionInputSchema, (input) => planMission(deps, input));
