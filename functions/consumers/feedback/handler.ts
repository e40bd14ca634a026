import {
  type AnswerFeedbackDeps,
  recordAnswerFeedback,
} from '../../../shared/inbox/app/record-answer-feedback.ts';
import type { InvitationStore } from '../../../shared/members/app/ports/members.ts';
import { recordInvitationFeedback } from '../../../shared/members/app/record-invitation-feedback.ts';
import {
  type NewsletterFeedbackDeps,
  recordNewsletterFeedback,
} from '../../../shared/newsletter/app/record-newsletter-feedback.ts';
import {
  type NoticeFeedbackDeps,
  recordNoticeFeedback,
} from '../../../shared/notifications/app/record-notice-feedback.ts';
import { queueBatchHandler } from '../../../shared/platform/runtime/queue.ts';
import {
  sesAnswerFeedback,
  sesFeedback,
  sesNewsletterFeedback,
  sesSystemFeedback,
} from '../../../shared/sending/adapters/ses/ses-feedback.ts';
import { type FeedbackDeps, recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** Of messages of missions, of answers of members, of newsletters, and of what Rex writes to its own people. */
export interface AllFeedbackDeps
  extends FeedbackDeps,
    AnswerFeedbackDeps,
    NewsletterFeedbackDeps,
    NoticeFeedbackDeps {
  readonly teamInvitations: InvitationStore;
}

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
      const ofSystem = message && sesSystemFeedback(message);
      if (ofSystem) await Promise.all(OF_SYSTEM.map((record) => record(deps, ofSystem)));
    }
    return [];
  });

/** Each knows its own mail by its tags. */
const OF_SYSTEM = [recordNoticeFeedback, recordInvitationFeedback];
