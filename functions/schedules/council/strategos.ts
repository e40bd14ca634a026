import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { reviews } from '../../../shared/lords/strategos/app/work.ts';
import { strategos } from '../../../shared/lords/strategos/contract/seat.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import type { Tick } from './tick.ts';

const env = readEnv({ TASKS_QUEUE_URL: z.string() });

export function round({ tables, correlationId, due }: Tick): Promise<number> {
  const deps = {
    ...seatStores(tables, 'strategos'),
    ...approvalStores(tables),
    ...taskStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
    clock: systemClock,
  };
  return reviewDue(strategos, reviews, deps, correlationId, due);
}
