import * as z from 'zod';
import { importIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

export const importMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chunk'),
    workspace: workspaceIdSchema,
    importId: importIdSchema,
    chunk: z.number().int().min(0),
  }),
  z.object({ kind: z.literal('start'), workspace: workspaceIdSchema, importId: importIdSchema }),
  z.object({ kind: z.literal('finish'), workspace: workspaceIdSchema, importId: importIdSchema }),
]);
export type ImportMessage = z.infer<typeof importMessageSchema>;
