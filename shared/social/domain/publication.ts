import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { taskIdSchema } from '../../tasks/contract/task.ts';

/** What was begun for a task, so that no repeat begins it again. */
export const publicationSchema = z.object({
  workspace: workspaceIdSchema,
  taskId: taskIdSchema,
  version: z.number().int().min(1),
  /** What the network has been given and not published yet: images, a container. */
  prepared: z
    .object({
      id: z.string(),
      at: instantSchema,
      /** Digest of the post. */
      of: z.string().optional(),
    })
    .optional(),
  /** When the post was sent first. Absent: it certainly was not published. */
  sentAt: instantSchema.optional(),
});
export type Publication = z.infer<typeof publicationSchema>;
