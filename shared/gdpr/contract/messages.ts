import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';

const erasureMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('erase'), workspace: workspaceIdSchema, erasureId: z.string() }),
  /** After a restore: erases again whoever was erased before. */
  z.object({ kind: z.literal('replay'), workspace: workspaceIdSchema }),
]);
export type ErasureMessage = z.infer<typeof erasureMessageSchema>;

export const gdprQueues = queues({
  erasures: {
    message: erasureMessageSchema,
    impact: 'A person who asked to be erased is not erased, or only in part. Nobody contacts them meanwhile.',
    workSeconds: 900,
    memoryMb: 1024,
    batchSize: 1,
  },
});
