import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { documentIdSchema } from './knowledge.ts';

/** Asks the consumer to do what is to be done about a document now: read it, or take its files away. */
const knowledgeMessageSchema = z.object({ workspace: workspaceIdSchema, id: documentIdSchema });
export type KnowledgeMessage = z.infer<typeof knowledgeMessageSchema>;

export const knowledgeQueues = queues({
  knowledge: {
    message: knowledgeMessageSchema,
    impact: 'Documents of the knowledge base are not read, or their files stay after they were removed.',
    // A PDF of 50 MB takes minutes.
    workSeconds: 300,
    memoryMb: 1024,
    batchSize: 1,
  },
});
