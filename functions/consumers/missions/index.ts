import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { continueStep } from '../../../shared/agents/personalizer/continue-step.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { closeWindow } from '../../../shared/missions/app/collect-mission.ts';
import { assignWaiting, dispatchMission } from '../../../shared/missions/app/dispatch-mission.ts';
import { failStalledSteps } from '../../../shared/missions/app/fail-stalled-steps.ts';
import { missionQueues } from '../../../shared/missions/contract/messages.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { settleApproval } from '../../../shared/review/app/decide-approval.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ MISSION_MACHINE_ARN: z.string() });
const tables = openTables();
const sfn = new SFNClient(awsClient());
const deps = {
  ...missionStores(tables),
  ...draftingStores(tables),
  ...approvalStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  machine: new SfnMachine(sfn, env.MISSION_MACHINE_ARN),
  ...coordinationStores(tables),
  ...sendingStores(tables),
  tokens: new SfnTaskTokens(sfn),
  clock: systemClock,
};

export const handler = queueHandler(missionQueues.missions.message, async (message) => {
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
