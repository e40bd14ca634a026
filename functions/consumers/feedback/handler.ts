import { sesFeedback } from '../../../shared/adapters/ses/ses-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/app/sending/record-feedback.ts';
import { sesEventSchema } from '../../../shared/contracts/messages/ses-event.ts';
import { queueBatchHandler, sesEnvelope } from '../../../shared/runtime/queue.ts';

/** All or nothing: recording is harmless to repeat, so a batch that failed in part comes again as a whole. */
export const feedbackHandler = (deps: FeedbackDeps) =>
  queueBatchHandler(sesEnvelope(sesEventSchema), async (messages) => {
    await recordFeedback(
      deps,
      messages.flatMap(({ message }) => (message && sesFeedback(message)) ?? []),
    );
    return [];
  });
