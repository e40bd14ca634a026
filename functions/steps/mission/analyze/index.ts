import { DynamoApprovalStore } from '../../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoLeadStore } from '../../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoSendLedger } from '../../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoSendTimeStore } from '../../../../shared/adapters/dynamodb/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { analyzeMission } from '../../../../shared/app/missions/analyze-mission.ts';
import { executionInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => analyzeMission(deps, input));
