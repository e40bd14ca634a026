import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** What the mission machine hands to its steps. */
export const executionInputSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  attempt: z.number().int().min(1),
  /** Absent in executions of before it was handed on. */
  correlationId: z.string().optional(),
});

export const waitingInputSchema = executionInputSchema.extend({ token: z.string().min(1) });

export const runStepInputSchema = waitingInputSchema.extend({ step: z.string().min(1) });

export const recoverInputSchema = executionInputSchema.extend({
  /** The step that failed; absent when it was the machine's own state. */
  step: z.string().optional(),
  error: z.object({ Error: z.string().default('States.Unknown'), Cause: z.string().default('') }),
});
