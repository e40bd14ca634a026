import * as z from 'zod';
import { leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { answerIdSchema } from './answer.ts';

/** Asks the consumer to send an answer, if it may go out now. */
const answerMessageSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  answerId: answerIdSchema,
});
export type AnswerMessage = z.infer<typeof answerMessageSchema>;

export const inboxQueues = queues({
  answers: {
    message: answerMessageSchema,
    impact: 'Answers of members to people are not sent. Nothing is sent twice when they are moved back.',
    workSeconds: 60,
    batchSize: 1,
  },
});
