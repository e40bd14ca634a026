import * as z from 'zod';
import { leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { issueIdSchema } from './issue.ts';
import { newsletterIdSchema } from './newsletter.ts';

/** Asks the consumer to do the next thing about a subscription or an issue, if there is something to do now. */
const newsletterMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('subscription'),
    workspace: workspaceIdSchema,
    newsletter: newsletterIdSchema,
    leadId: leadIdSchema,
  }),
  z.object({ kind: z.literal('issue'), workspace: workspaceIdSchema, id: issueIdSchema }),
]);
export type NewsletterMessage = z.infer<typeof newsletterMessageSchema>;

export const newsletterQueues = queues({
  newsletters: {
    message: newsletterMessageSchema,
    impact:
      'People who asked for a newsletter get no mail to confirm it, and issues are not sent on. Nothing is sent twice when they are moved back.',
    workSeconds: 60,
    batchSize: 1,
  },
});
