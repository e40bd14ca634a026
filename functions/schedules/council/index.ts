import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { guildStores } from '../../../shared/guilds/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { reviews as architectReviews } from '../../../shared/lords/architect/app/work.ts';
import { architect } from '../../../shared/lords/architect/contract/seat.ts';
import { reviews as seerReviews } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import { reviews as strategosReviews } from '../../../shared/lords/strategos/app/work.ts';
import { strategos } from '../../../shared/lords/strategos/contract/seat.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { CloudWatchMetrics } from '../../../shared/platform/adapters/cloudwatch/cloud-watch-metrics.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';

const env = readEnv({ FUNCTION_IDS: z.string(), FUNCTION_PREFIX: z.string(), TASKS_QUEUE_URL: z.string() });
const tables = openTables();
const stores = {
  ...analyticsStores(tables),
  ...approvalStores(tables),
  ...coordinationStores(tables),
  ...guildStores(tables),
  ...memberStores(tables),
  ...taskStores(tables),
  metrics: new CloudWatchMetrics(new CloudWatchClient(awsClient()), {
    prefix: env.FUNCTION_PREFIX,
    functions: env.FUNCTION_IDS.split(' '),
  }),
  taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
  clock: systemClock,
};

/** What each seat does by itself, every hour. */
const ROUNDS: Readonly<Record<string, (correlationId: string) => Promise<number>>> = {
  architect: (correlationId) =>
    reviewDue(architect, architectReviews, { ...stores, ...seatStores(tables, 'architect') }, correlationId),
  seer: (correlationId) =>
    reviewDue(seer, seerReviews, { ...stores, ...seatStores(tables, 'seer') }, correlationId),
  strategos: (correlationId) =>
    reviewDue(strategos, strategosReviews, { ...stores, ...seatStores(tables, 'strategos') }, correlationId),
};

export const handler = scheduled(async (correlationId): Promise<{ changed: number }> => {
  let changed = 0;
  const failed: string[] = [];
  for (const [seat, round] of Object.entries(ROUNDS)) {
    try {
      changed += await round(correlationId);
    } catch (error) {
      logFailure('The round of a seat failed.', error, { seat });
      failed.push(seat);
    }
  }
  if (failed.length > 0) throw new Error(`The rounds of these seats failed: ${failed.join(', ')}.`);
  return { changed };
});
