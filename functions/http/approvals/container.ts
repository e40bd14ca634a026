import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoRecommendationStore } from '../../../shared/recommendations/adapters/recommendation-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

export function container() {
  const { records, events } = openTables();
  return {
    approvals: new DynamoApprovalStore(records, events),
    missions: new DynamoMissionStore(records, events),
    contents: new DynamoContentStore(records),
    cohorts: new DynamoCohortStore(records, events),
    leads: new DynamoLeadStore(records, events),
    recommendations: new DynamoRecommendationStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    ledger: new DynamoSendLedger(records),
    tokens: new SfnTaskTokens(new SFNClient(awsClient())),
    clock: systemClock,
  };
}
