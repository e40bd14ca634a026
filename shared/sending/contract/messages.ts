import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { sesEnvelope } from '../../platform/contract/envelope.ts';
import { sendgridEventSchema } from './sendgrid-event.ts';
import { sesEventSchema } from './ses-event.ts';

export const sendingQueues = queues({
  feedback: {
    message: sesEnvelope(sesEventSchema),
    impact:
      'Bounces, complaints or deliveries are not recorded: people who complained may be written to again. Pause sending.',
    workSeconds: 60,
    // Each message is a separate write, so the batch size bounds how long a webhook takes. The fixed cost of a batch (one
    // update of a counter, one request of Lambda) is small beside its writes.
    batchSize: 25,
    windowSeconds: 1,
    topic: true,
  },
  sendgrid: {
    message: z.object({ workspace: workspaceIdSchema, events: z.array(sendgridEventSchema) }),
    impact:
      'What SendGrid reports of bounces, complaints and unsubscribes is not acted on: people who complained may be written to again. Pause sending.',
    workSeconds: 60,
    batchSize: 5,
    windowSeconds: 1,
  },
});

export type SendgridMessage = z.infer<(typeof sendingQueues)['sendgrid']['message']>;
