import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../../shared/alerts/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { completeMission } from '../../../../shared/missions/app/complete-mission.ts';
import type { MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string() });
const tables = openTables();
const deps = {
  ...missionStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...alertStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => completeMission(deps, input));
