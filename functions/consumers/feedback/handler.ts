import type * as z from 'zod';
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
import { type FeedbackDeps, recordEach } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';

/** Of messages of missions, of answers of members, of newsletters, and of what Rex writes to its own people. */
export interface AllFeedbackDeps
  extends FeedbackDeps,
    AnswerFeedbackDeps,
    NewsletterFeedbackDeps,
    NoticeFeedbackDeps {
  readonly teamInvitations: InvitationStore;
}

type Message = z.infer<typeof sendingQueues.feedback.message>;

/** What failed comes again by itself, and keeps none of the others from being recorded: it may fail each time. */
export const feedbackHandler = (deps: AllFeedbackDeps) =>
  queueBatchHandler(sendingQueues.feedback.message, async (messages) => {
    const told = messages.flatMap(({ id, message }) => (message ? [{ id, message }] : []));
    const ofMissions = new Map(
      told.flatMap(({ id, message }) => {
        const feedback = sesFeedback(message);
        return feedback ? [[feedback, id] as const] : [];
      }),
    );
    const failed = (await recordEach(deps, [...ofMissions.keys()])).map(({ items, failure }) => ({
      ids: items.flatMap((item) => ofMissions.get(item) ?? []),
      failure,
    }));
    for (const { id, message } of told) {
      try {
        await recordOther(deps, message);
      } catch (failure) {
        failed.push({ ids: [id], failure });
      }
    }
    return failed;
  });

async function recordOther(deps: AllFeedbackDeps, message: NonNullable<Message>): Promise<void> {
  const ofAnswer = sesAnswerFeedback(message);
  if (ofAnswer) await recordAnswerFeedback(deps, ofAnswer.ref, ofAnswer.feedback);
  const ofNewsletter = sesNewsletterFeedback(message);
  if (ofNewsletter) await recordNewsletterFeedback(deps, ofNewsletter);
  const ofSystem = sesSystemFeedback(message);
  if (ofSystem) await Promise.all(OF_SYSTEM.map((record) => record(deps, ofSystem)));
}

/** Each knows its own mail by its tags. */
const OF_SYSTEM = [recordNoticeFeedback, recordInvitationFeedback];
