import * as z from 'zod';
import { isoDateSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { taskIdSchema } from '../../tasks/contract/task.ts';

/** What a task takes of what budgets may rise in a day. */
export const holdSchema = z.object({
  workspace: workspaceIdSchema,
  taskId: taskIdSchema,
  version: z.number().int().min(1),
  customer: z.string(),
  /** UTC, when it was taken. */
  day: isoDateSchema,
  micros: z.number().int().min(0),
});
export type Hold = z.infer<typeof holdSchema>;
