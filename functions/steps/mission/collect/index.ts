import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { SfnTaskTokens } from '../../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { collectMission } from '../../../../shared/missions/app/collect-mission.ts';
import type { MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { waitingInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { QueueScheduler } from '../../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { sendingHooks } from '../../../../shared/review/app/mission-hooks.ts';

const env = readEnv({
  MISSIONS_QUEUE_ARN: z.string(),
  SCHEDULER_ROLE_ARN: z.string(),
  SCHEDULE_GROUP: z.string(),
});
const tables = openTables();
const stores = {
  ...missionStores(tables),
  ...draftingStores(tables),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  wake: new QueueScheduler<MissionMessage>(new SchedulerClient(awsClient()), {
    queueArn: env.MISSIONS_QUEUE_ARN,
    roleArn: env.SCHEDULER_ROLE_ARN,
    group: env.SCHEDULE_GROUP,
  }),
  clock: systemClock,
};
const deps = { ...stores, hooks: sendingHooks(stores) };

export const handler = stepHandler(waitingInputSchema, (input) => collectMission(deps, input));
