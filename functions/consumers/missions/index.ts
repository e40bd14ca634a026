import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { continueStep } from '../../../shared/agents/personalizer/continue-step.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { automationStores } from '../../../shared/automations/adapters/stores.ts';
import { AUTOMATE, workRun } from '../../../shared/automations/app/work-run.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { closeWindow } from '../../../shared/missions/app/collect-mission.ts';
import { assignWaiting, dispatchMission } from '../../../shared/missions/app/dispatch-mission.ts';
import { failStalledSteps } from '../../../shared/missions/app/fail-stalled-steps.ts';
import { type MissionMessage, missionQueues } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { settleApproval } from '../../../shared/review/app/decide-approval.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { AUTOMATIONS_ENV, outsideOf } from '../../../shared/wiring/open-automations.ts';
import { releasedOpener } from '../../../shared/wiring/open-released.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ MISSION_MACHINE_ARN: z.string(), MISSIONS_QUEUE_URL: z.string(), ...AUTOMATIONS_ENV });
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
  ...automationStores(tables),
  outside: outsideOf(new SecretsManagerClient(awsClient()), env),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  ...sendingStores(tables),
  released: releasedOpener(tables),
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
      return message.step === AUTOMATE ? workRun(deps, message) : continueStep(deps, message);
  }
});
