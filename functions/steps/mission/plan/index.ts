import { DynamoApprovalStore } from '../../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../../shared/drafting/adapters/cohort-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { planMission } from '../../../../shared/missions/app/plan-mission.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => planMission(deps, input));
