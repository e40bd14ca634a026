import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';

/** Asks the consumer to do everything that is due in this cohort. */
const outboundMessageSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  cohort: z.string(),
  /** From a clock, which tells of nothing but the time: nothing is to do before the cohort is due. */
  byClock: z.literal(true).optional(),
});
export type OutboundMessage = z.infer<typeof outboundMessageSchema>;

export const draftingQueues = queues({
  outbound: {
    message: outboundMessageSchema,
    impact: 'Approved messages of a cohort are not sent. Nothing is sent twice when they are moved back.',
    workSeconds: 300,
    memoryMb: 1024,
    batchSize: 1,
    // A burst of work must leave Lambda concurrency of the account to the API.
    maxConcurrency: 5,
  },
});
