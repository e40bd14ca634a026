import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { OUTCOMES } from '../../domains/domain/provider-day.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { SuppressionReason } from '../../leads/contract/suppressions.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SettleReplyDeps } from '../../replies/app/decide-reply.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import type { CountHeard } from '../../sending/app/count-heard.ts';
import { SETTLES } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { type Answer, answerEvent, applyFeedback } from '../domain/answer.ts';
import type { AnswerRef, AnswerStore } from './ports/answers.ts';

export interface AnswerFeedbackDeps extends SettleReplyDeps {
  readonly answers: AnswerStore;
  readonly suppressions: SuppressionStore;
  readonly pools: PoolStore;
  /** Told of an answer that was reported as spam, before that is recorded, so that a death in between repeats it. */
  readonly tellAnswerComplaint?: (answer: Answer) => Promise<unknown>;
  /** Told what was learned, after it was recorded; given where the provider's own counts are compared with it. */
  readonly countHeard?: CountHeard;
}

const PROVIDER: Actor = { kind: 'provider', id: 'feedback' };

/**
 * What a provider says of an answer. Repeats and any order are harmless, and so is an answer that is not known. What stops the
 * person is done before the answer is told, so a death in between repeats it. What they unsubscribe from is all e-mail: it stops
 * them, and changes no answer.
 */
export const recordAnswerFeedback = (
  deps: AnswerFeedbackDeps,
  ref: AnswerRef,
  feedback: Feedback,
): Promise<void> =>
  retryOnConflict(async () => {
    const answer = await deps.answers.get(ref);
    if (!answer) return;
    const byMail = answer.channel === 'email';
    if (feedback.kind === 'unsubscribed' && byMail) await stopPerson(deps, answer, feedback.kind);
    const next = applyFeedback(answer, feedback);
    if (next === answer) return;
    const trouble = byMail ? troubleOf(feedback) : undefined;
    const address = trouble && (await stopPerson(deps, next, trouble));
    if (feedback.kind === 'complained') await deps.tellAnswerComplaint?.(next);
    const cause = { actor: PROVIDER, correlationId: next.id };
    await deps.answers.save(next, [answerEvent(next, cause, deps.clock.now())]);
    if (trouble) await countTrouble(deps, next, trouble, address ?? '');
    const outcome = OUTCOMES.find((each) => each === feedback.kind);
    if (outcome) await deps.countHeard?.(next.workspace, [{ outcome, at: feedback.at }]);
  });

type Trouble = 'bounced' | 'complained';

/** What stops a person for good. */
function troubleOf(feedback: Feedback): Trouble | undefined {
  if (feedback.kind === 'complained') return feedback.kind;
  return feedback.kind === 'bounced' && feedback.permanent ? feedback.kind : undefined;
}

const REASONS = {
  bounced: 'hard_bounce',
  complained: 'complaint',
  unsubscribed: 'unsubscribe',
} as const satisfies Record<Trouble | 'unsubscribed', SuppressionReason>;

/** Returns the address of the person; none when they are gone. */
async function stopPerson(
  deps: AnswerFeedbackDeps,
  { workspace, leadId, id }: Answer,
  because: keyof typeof REASONS,
): Promise<string> {
  const reason = REASONS[because];
  const actor: Actor = because === 'unsubscribed' ? { kind: 'recipient', id: 'feedback' } : PROVIDER;
  const why = { actor, correlationId: id };
  try {
    const lead = await suppressLead(deps, {
      ...why,
      workspace,
      leadId,
      reason,
      source: `answer ${id}`,
    });
    const note = SETTLES[reason];
    if (note) await settleWaiting(deps, lead, { ...why, note });
    return lead.profile.address;
  } catch (error) {
    // A lead that was erased meanwhile needs no suppression.
    if (!(error instanceof RexError && error.code === 'NOT_FOUND')) throw error;
    return '';
  }
}

async function countTrouble(
  { pools }: AnswerFeedbackDeps,
  { domain, claimedAt }: Answer,
  trouble: Trouble,
  address: string,
): Promise<void> {
  if (domain === undefined || claimedAt === undefined) return;
  const counts = { [providerGroupOf(address)]: { [trouble]: 1 } };
  await pools.countTraffic(domain, claimedAt.slice(0, 10), counts);
}
