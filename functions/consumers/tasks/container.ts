import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { connectionsOver } from '../../../shared/connections/app/open-connection.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logger } from '../../../shared/platform/runtime/logger.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { WorkTaskDeps } from '../../../shared/tasks/app/work-task.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { openHandlers } from './handlers/open-handlers.ts';

export async function container(): Promise<WorkTaskDeps> {
  const env = readEnv({
    TASKS_QUEUE_URL: z.string(),
    AGENT_DRY_RUN: z.stringbool(),
    ...CONNECTIONS_ENV,
  });
  const tables = openTables();
  const opening = openConnectionDeps(env, tables);
  return {
    ...taskStores(tables),
    ...approvalStores(tables),
    ...autonomyStores(tables),
    ...alertStores(tables),
    ...workspaceStores(tables),
    ...missionStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
    handlers: openHandlers({
      tables,
      connections: connectionsOver(opening),
      targets: env.WEBHOOK_TARGETS,
      wait: opening.wait,
    }),
    dryRun: env.AGENT_DRY_RUN,
    log: (message, about) => logger.info(message, { ...about }),
    clock: systemClock,
  };
}
