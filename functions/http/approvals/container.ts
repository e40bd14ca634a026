import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoRecommendationStore } from '../../../shared/adapters/dynamodb/recommendation-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SfnTaskTokens } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

export function container() {
  const { records, events } = openTables();
  return {
    approvals: new DynamoApprovalStore(records, events),
    missions: new DynamoMissionStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    leads: new DynamoLeadStore(records, events),
    recommendations: new DynamoRecommendationStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    ledger: new DynamoSendLedger(records),
    tokens: new SfnTaskTokens(new SFNClient(awsClient())),
    clock: systemClock,
  };
}
