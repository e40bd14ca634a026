import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { continueStep } from '../../../shared/agents/personalizer/continue-step.ts';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoErrandStore } from '../../../shared/coordination/adapters/outside-agent-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import {
  SfnMissionMachine,
  SfnTaskTokens,
} from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import { closeWindow } from '../../../shared/missions/app/collect-mission.ts';
import { assignWaiting, dispatchMission } from '../../../shared/missions/app/dispatch-mission.ts';
import { failStalledSteps } from '../../../shared/missions/app/fail-stalled-steps.ts';
import { missionMessageSchema } from '../../../shared/missions/contract/messages.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { settleApproval } from '../../../shared/review/app/decide-approval.ts';
import { DynamoSendTimeStore } from '../../../shared/sending/adapters/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const env = readEnv({ MISSION_MACHINE_ARN: z.string() });
const { records, events } = openTables();
const sfn = new SFNClient(awsClient());
const deps = {
  missions: new DynamoMissionStore(records, events),
  contents: new DynamoContentStore(records),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  machine: new SfnMissionMachine(sfn, env.MISSION_MACHINE_ARN),
  errands: new DynamoErrandStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  tokens: new SfnTaskTokens(sfn),
  clock: systemClock,
};

export const handler = queueHandler(missionMessageSchema, async (message) => {
  switch (message.kind) {
    case 'dispatch':
      return dispatchMission(deps, message.workspace, message.missionId);
    case 'dispatch-next':
      return assignWaiting(deps, message.workspace);
    case 'close-window':
      return closeWindow(deps, message.workspace, message.missionId);
    case 'settle-approval':
      return settleApproval(deps, message.workspace, message.missionId);
    case 'fail-stalled-steps':
      return failStalledSteps(deps, message.workspace, message.missionId);
    case 'continue-step':
      return continueStep(deps, message);
  }
});
