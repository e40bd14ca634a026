import * as z from 'zod';
import { leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { newsletterIdSchema } from './newsletter.ts';

/** Asks the consumer to do the next thing about a subscription, if there is something to do now. */
const newsletterMessageSchema = z.object({
  kind: z.literal('subscription'),
  workspace: workspaceIdSchema,
  newsletter: newsletterIdSchema,
  leadId: leadIdSchema,
});
export type NewsletterMessage = z.infer<typeof newsletterMessageSchema>;

export const newsletterQueues = queues({
  newsletters: {
    message: newsletterMessageSchema,
    impact:
      'People who asked for a newsletter get no mail to confirm it. Nothing is sent twice when they are moved back.',
    workSeconds: 60,
    batchSize: 1,
  },
});
