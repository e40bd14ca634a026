import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { taskIdSchema } from './task.ts';

/** Asks the consumer to do the next thing about a task, if there is something to do now. */
const taskMessageSchema = z.object({ workspace: workspaceIdSchema, id: taskIdSchema });
export type TaskMessage = z.infer<typeof taskMessageSchema>;

export const taskQueues = queues({
  tasks: {
    message: taskMessageSchema,
    impact: 'Tasks are not executed. Nothing is done twice when they are moved back.',
    workSeconds: 150,
    batchSize: 1,
  },
});
