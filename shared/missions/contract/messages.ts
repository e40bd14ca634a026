import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** What travels on the queues: ids only, so that a message is small and never stale. */
export const missionMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dispatch'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  /** "A place is free, or may be: assign who is next." */
  z.object({ kind: z.literal('dispatch-next'), workspace: workspaceIdSchema }),
  z.object({ kind: z.literal('close-window'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  z.object({ kind: z.literal('settle-approval'), workspace: workspaceIdSchema, missionId: missionIdSchema }),
  z.object({
    kind: z.literal('fail-stalled-steps'),
    workspace: workspaceIdSchema,
    missionId: missionIdSchema,
  }),
  /** "What somebody outside was asked for is there, or will not come any more." */
  z.object({
    kind: z.literal('continue-step'),
    workspace: workspaceIdSchema,
    missionId: missionIdSchema,
    step: z.string(),
  }),
]);
export type MissionMessage = z.infer<typeof missionMessageSchema>;

/** Work over one part of a mission step (a page of the lead index, a cohort to draft). */
export const batchMessageSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  step: z.string(),
  part: z.string(),
});
export type BatchMessage = z.infer<typeof batchMessageSchema>;
