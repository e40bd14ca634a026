import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** Input that the mission state machine passes to its steps. */
export const executionInputSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  attempt: z.number().int().min(1),
  /** Absent in executions that were started before it was added. */
  correlationId: z.string().optional(),
});

export const waitingInputSchema = executionInputSchema.extend({ token: z.string().min(1) });

export const runStepInputSchema = waitingInputSchema.extend({ step: z.string().min(1) });

export const recoverInputSchema = executionInputSchema.extend({
  /** The step that failed; absent when a state of the machine itself failed. */
  step: z.string().optional(),
  error: z.object({ Error: z.string().default('States.Unknown'), Cause: z.string().default('') }),
});
