import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoErrandStore } from '../../../shared/adapters/dynamodb/outside-agent-store.ts';
import { DynamoSendTimeStore } from '../../../shared/adapters/dynamodb/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SfnMissionMachine, SfnTaskTokens } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { settleApproval } from '../../../shared/app/approvals/decide-approval.ts';
import { closeWindow } from '../../../shared/app/missions/collect-mission.ts';
import { assignWaiting, dispatchMission } from '../../../shared/app/missions/dispatch-mission.ts';
import { failStalledSteps } from '../../../shared/app/missions/fail-stalled-steps.ts';
import { continueStep } from '../../../shared/app/outside/continue-step.ts';
import { missionMessageSchema } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { queueHandler } from '../../../shared/runtime/queue.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ MISSION_MACHINE_ARN: z.string() });
const { records, events } = openTables();
const sfn = new SFNClient(awsClient());
const deps = {
  missions: new DynamoMissionStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
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
