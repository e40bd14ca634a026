import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { campaignStores } from '../../../shared/campaigns/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { acts, cards, looks, reviews } from '../../../shared/lords/strategos/app/work.ts';
import { strategos } from '../../../shared/lords/strategos/contract/seat.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ TASKS_QUEUE_URL: z.string() });
const tables = openTables();

export const handler = seatHandler(
  strategos,
  { acts, looks, cards, reviews },
  {
    ...approvalStores(tables),
    ...campaignStores(tables),
    ...domainStores(tables),
    ...memberStores(tables),
    ...seatStores(tables, 'strategos'),
    ...taskStores(tables),
    ...workspaceStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
    clock: systemClock,
  },
);
