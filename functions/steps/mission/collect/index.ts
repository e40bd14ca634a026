import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { DynamoCohortStore } from '../../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { QueueScheduler } from '../../../../shared/adapters/scheduler/queue-scheduler.ts';
import { SfnTaskTokens } from '../../../../shared/adapters/stepfunctions/mission-machine.ts';
import { collectMission } from '../../../../shared/app/missions/collect-mission.ts';
import type { MissionMessage } from '../../../../shared/contracts/messages/queues.ts';
import { waitingInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { awsClient } from '../../../../shared/runtime/clients.ts';
import { readEnv } from '../../../../shared/runtime/env.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const env = readEnv({
  MISSIONS_QUEUE_ARN: z.string(),
  SCHEDULER_ROLE_ARN: z.string(),
  SCHEDULE_GROUP: z.string(),
});
const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  wake: new QueueScheduler<MissionMessage>(new SchedulerClient(awsClient()), {
    queueArn: env.MISSIONS_QUEUE_ARN,
    roleArn: env.SCHEDULER_ROLE_ARN,
    group: env.SCHEDULE_GROUP,
  }),
  clock: systemClock,
};

export const handler = stepHandler(waitingInputSchema, (input) => collectMission(deps, input));
