import { queues } from '../../kernel/contract/queue-contract.ts';
import { sesEnvelope } from '../../platform/contract/envelope.ts';
import { sesEventSchema } from './ses-event.ts';

export const sendingQueues = queues({
  feedback: {
    message: sesEnvelope(sesEventSchema),
    impact:
      'Bounces, complaints or deliveries are not recorded: people who complained may be written to again. Pause sending.',
    workSeconds: 60,
    // Each is a write of its own, so this is what bounds how long a webhook takes. What a batch costs by itself (one
    // update of a counter, one request of Lambda) is little beside its writes.
    batchSize: 25,
    windowSeconds: 1,
    topic: true,
  },
});
