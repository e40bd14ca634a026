import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/**
 * A step of a mission and its barrier: the parts it was split into, those that are done (a set: a part that
 * reports twice counts once), and the task token that the last of them releases.
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
  /** Tries that failed since a person last tried the mission again. */
  failures: z.number().int().default(0),
  failedAt: instantSchema.optional(),
  error: z.string().optional(),
  startedAt: instantSchema,
  /** When it was last started, or a part of it last came in. */
  movedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

export const isComplete = (step: StepRecord): boolean => step.total >= 0 && step.done.length >= step.total;
