import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';

/** Messages contain ids only, so that they are small and never stale. */
const missionMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dispatch'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  /** A place may be free: assign the next mission. */
  z.object({ kind: z.literal('dispatch-next'), workspace: workspaceIdSchema }),
  z.object({ kind: z.literal('close-window'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  z.object({ kind: z.literal('settle-approval'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  z.object({
    kind: z.literal('fail-stalled-steps'),
    workspace: workspaceIdSchema,
    missionId: missionIdSchema,
  }),
  /** The answer of somebody outside of Rex to a step has come, or will not come any more. */
  z.object({
    kind: z.literal('continue-step'),
    workspace: workspaceIdSchema,
    missionId: missionIdSchema,
    step: z.string(),
  }),
]);
export type MissionMessage = z.infer<typeof missionMessageSchema>;

/** Work over one part of a mission step (a page of the lead index, a cohort to draft). */
const batchMessageSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  step: z.string(),
  part: z.string(),
});
export type BatchMessage = z.infer<typeof batchMessageSchema>;

export const missionQueues = queues({
  missions: {
    message: missionMessageSchema,
    impact: 'Missions are neither started nor closed in time. The monitor continues them every minute.',
    workSeconds: 60,
    batchSize: 10,
  },
  batches: {
    message: batchMessageSchema,
    impact: 'A step of a mission waits for a part that nobody works on.',
    workSeconds: 300,
    memoryMb: 1024,
    batchSize: 1,
    // A burst of work must leave Lambda concurrency of the account to the API.
    maxConcurrency: 5,
  },
});
