import {
  type AnswerFeedbackDeps,
  recordAnswerFeedback,
} from '../../../shared/inbox/app/record-answer-feedback.ts';
import { tryAll } from '../../../shared/kernel/concurrency.ts';
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

/** Recording is harmless to repeat, so a message that failed in part comes again as a whole; the other parts are recorded. */
export const sendgridHandler = (deps: SendgridDeps) =>
  queueHandler(sendingQueues.sendgrid.message, async ({ events }) => {
    const ofAnswers = events.flatMap(sendgridAnswerFeedback);
    const ofNewsletters = events.flatMap(sendgridNewsletterFeedback);
    const works = [
      () => recordFeedback(deps, events.flatMap(sendgridFeedback)),
      ...ofAnswers.map(
        ({ ref, feedback }) =>
          () =>
            recordAnswerFeedback(deps, ref, feedback),
      ),
      ...ofNewsletters.map((told) => () => recordNewsletterFeedback(deps, told)),
    ];
    await tryAll(works, (work) => work());
  });
