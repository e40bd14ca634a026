import {
  type AnswerFeedbackDeps,
  recordAnswerFeedback,
} from '../../../shared/inbox/app/record-answer-feedback.ts';
import { queueBatchHandler } from '../../../shared/platform/runtime/queue.ts';
import { sesAnswerFeedback, sesFeedback } from '../../../shared/sending/adapters/ses/ses-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** All or nothing: recording is harmless to repeat, so a batch that failed in part comes again as a whole. */
/** Of messages of missions, and of answers of members. */
export interface AllFeedbackDeps extends FeedbackDeps, AnswerFeedbackDeps {}

export const feedbackHandler = (deps: AllFeedbackDeps) =>
  queueBatchHandler(sendingQueues.feedback.message, async (messages) => {
    await recordFeedback(
      deps,
      messages.flatMap(({ message }) => (message && sesFeedback(message)) ?? []),
    );
    for (const { message } of messages) {
      const told = message && sesAnswerFeedback(message);
      if (told) await recordAnswerFeedback(deps, told.ref, told.feedback);
    }
    return [];
  });
