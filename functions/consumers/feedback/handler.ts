import {
  type AnswerFeedbackDeps,
  recordAnswerFeedback,
} from '../../../shared/inbox/app/record-answer-feedback.ts';
import {
  type NewsletterFeedbackDeps,
  recordNewsletterFeedback,
} from '../../../shared/newsletter/app/record-newsletter-feedback.ts';
import { queueBatchHandler } from '../../../shared/platform/runtime/queue.ts';
import {
  sesAnswerFeedback,
  sesFeedback,
  sesNewsletterFeedback,
} from '../../../shared/sending/adapters/ses/ses-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** Of messages of missions, of answers of members, and of newsletters. */
export interface AllFeedbackDeps extends FeedbackDeps, AnswerFeedbackDeps, NewsletterFeedbackDeps {}

/** All or nothing: recording is harmless to repeat, so a batch that failed in part comes again as a whole. */
export const feedbackHandler = (deps: AllFeedbackDeps) =>
  queueBatchHandler(sendingQueues.feedback.message, async (messages) => {
    await recordFeedback(
      deps,
      messages.flatMap(({ message }) => (message && sesFeedback(message)) ?? []),
    );
    for (const { message } of messages) {
      const told = message && sesAnswerFeedback(message);
      if (told) await recordAnswerFeedback(deps, told.ref, told.feedback);
      const ofNewsletter = message && sesNewsletterFeedback(message);
      if (ofNewsletter) await recordNewsletterFeedback(deps, ofNewsletter);
    }
    return [];
  });
