import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { rexEventSchema } from '../../kernel/contract/envelope.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { deliveryIdSchema, endpointIdSchema } from './webhooks.ts';

const to = { workspace: workspaceIdSchema, endpointId: endpointIdSchema };

const webhookMessageSchema = z.discriminatedUnion('kind', [
  /** Something happened that the endpoint wants to know. */
  z.object({ ...to, kind: z.literal('event'), event: rexEventSchema }),
  /** An attempt is due. `round` grows with each replay, `attempt` within a round. */
  z.object({
    ...to,
    kind: z.literal('attempt'),
    deliveryId: deliveryIdSchema,
    round: z.number().int().min(1),
    attempt: z.number().int().min(1),
  }),
  /** Deliveries between two ids, which sort by time, are sent again: a page of them, then the next. */
  z.object({
    ...to,
    kind: z.literal('replay'),
    after: z.string(),
    until: z.string(),
    all: z.boolean(),
    /** Of the request: a repeat of the message starts no second round. */
    replayId: z.string(),
  }),
]);
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;

export const webhookQueues = queues({
  webhooks: {
    message: webhookMessageSchema,
    impact:
      'Events are not delivered to the endpoints of customers. The log of each endpoint has what arrived.',
    workSeconds: 60,
    batchSize: 10,
    maxConcurrency: 5,
  },
});
