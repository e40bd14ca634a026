import { queueBatchHandler } from '../../../shared/platform/runtime/queue.ts';
import { sesFeedback } from '../../../shared/sending/adapters/ses/ses-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** All or nothing: recording is harmless to repeat, so a batch that failed in part comes again as a whole. */
export const feedbackHandler = (deps: FeedbackDeps) =>
  queueBatchHandler(sendingQueues.feedback.message, async (messages) => {
    await recordFeedback(
      deps,
      messages.flatMap(({ message }) => (message && sesFeedback(message)) ?? []),
    );
    return [];
  });
