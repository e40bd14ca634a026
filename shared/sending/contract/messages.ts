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
    // Feedback on one cohort that comes together is one entry of its ledger, and counters are updated once for a batch. Of the
    // batches that run at once, each finds its places taken by others.
    batchSize: 100,
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
