import { analyzeMission } from '../../../../shared/agents/analytics/analyze-mission.ts';
import { DynamoApprovalStore } from '../../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../../shared/drafting/adapters/cohort-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { DynamoSendLedger } from '../../../../shared/sending/adapters/send-ledger.ts';
import { DynamoSendTimeStore } from '../../../../shared/sending/adapters/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => analyzeMission(deps, input));
