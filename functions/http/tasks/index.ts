import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { tasksHandler } from './handler.ts';

const env = readEnv({
  TASKS_QUEUE_URL: z.string(),
  AGENT_DRY_RUN: z.stringbool(),
  ENABLE_AUTO_EXECUTION: z.stringbool(),
});
const tables = openTables();

export const handler = tasksHandler({
  ...taskStores(tables),
  ...approvalStores(tables),
  ...autonomyStores(tables),
  ...workspaceStores(tables),
  ...missionStores(tables),
  taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
  types: TASK_TYPES,
  enabled: env.ENABLE_AUTO_EXECUTION,
  dryRun: env.AGENT_DRY_RUN,
  clock: systemClock,
});
