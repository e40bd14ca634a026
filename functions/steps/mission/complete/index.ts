import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../../shared/adapters/sqs/sqs-queue.ts';
import { completeMission } from '../../../../shared/app/missions/complete-mission.ts';
import type { MissionMessage } from '../../../../shared/contracts/messages/queues.ts';
import { executionInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { awsClient } from '../../../../shared/runtime/clients.ts';
import { readEnv } from '../../../../shared/runtime/env.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string() });
const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  alerts: new DynamoAlertStore(records, events),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => completeMission(deps, input));
