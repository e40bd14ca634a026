import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/**
 * A step of a mission and its barrier: the number of its parts, the set of done parts (a part that reports twice counts
 * once), and the task token that the last part releases.
 */
export const stepRecordSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  name: z.string(),
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(['running', 'waiting', 'done', 'failed'])),
  /** -1 until the step knows how many parts it has. */
  total: z.number().int(),
  done: z.array(z.string()),
  token: z.string().optional(),
  result: z.record(z.string(), z.unknown()).default({}),
  /** Failed tries since a person last retried the mission. */
  failures: z.number().int().default(0),
  failedAt: instantSchema.optional(),
  error: z.string().optional(),
  startedAt: instantSchema,
  /** When it was started, or when a part was done, whichever is later. */
  movedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

export const isComplete = (step: StepRecord): boolean => step.total >= 0 && step.done.length >= step.total;
