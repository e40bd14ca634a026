import { DynamoApprovalStore } from '../../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { recoverMission } from '../../../../shared/app/missions/recover-mission.ts';
import { recoverInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  clock: systemClock,
};

export const handler = stepHandler(recoverInputSchema, (input) => recoverMission(deps, input));
