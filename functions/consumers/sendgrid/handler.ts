import {
  type AnswerFeedbackDeps,
  recordAnswerFeedback,
} from '../../../shared/inbox/app/record-answer-feedback.ts';
import {
  type NewsletterFeedbackDeps,
  recordNewsletterFeedback,
} from '../../../shared/newsletter/app/record-newsletter-feedback.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import {
  sendgridAnswerFeedback,
  sendgridFeedback,
  sendgridNewsletterFeedback,
} from '../../../shared/sending/adapters/sendgrid/sendgrid-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** Of messages of missions, of answers of members, and of newsletters. */
export interface SendgridDeps extends FeedbackDeps, AnswerFeedbackDeps, NewsletterFeedbackDeps {}

/** Recording is harmless to repeat, so a message that failed in part comes again as a whole. */
export const sendgridHandler = (deps: SendgridDeps) =>
  queueHandler(sendingQueues.sendgrid.message, async ({ events }) => {
    await recordFeedback(deps, events.flatMap(sendgridFeedback));
    for (const { ref, feedback } of events.flatMap(sendgridAnswerFeedback))
      await recordAnswerFeedback(deps, ref, feedback);
    for (const told of events.flatMap(sendgridNewsletterFeedback)) await recordNewsletterFeedback(deps, told);
  });
