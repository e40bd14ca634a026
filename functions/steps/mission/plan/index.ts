import { DynamoApprovalStore } from '../../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { planMission } from '../../../../shared/app/missions/plan-mission.ts';
import { executionInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => planMission(deps, input));
