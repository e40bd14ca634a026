import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';

/** Most workspaces of one organisation: its record names them all. */
export const MOST_WORKSPACES = 100;

export const organisationRecordSchema = z.object({
  id: z.string(),
  version: z.number().int().min(1),
  name: z.string(),
  workspaces: z.array(workspaceIdSchema),
});
export type Organisation = z.infer<typeof organisationRecordSchema>;
