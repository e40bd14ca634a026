import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../../shared/alerts/adapters/alert-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { completeMission } from '../../../../shared/missions/app/complete-mission.ts';
import type { MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string() });
const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  alerts: new DynamoAlertStore(records, events),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => completeMission(deps, input));
