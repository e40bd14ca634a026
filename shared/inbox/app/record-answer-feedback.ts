import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SettleReplyDeps } from '../../replies/app/decide-reply.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { type Answer, answerEvent, applyFeedback } from '../domain/answer.ts';
import type { AnswerRef, AnswerStore } from './ports/answers.ts';

export interface AnswerFeedbackDeps extends SettleReplyDeps {
  readonly answers: AnswerStore;
  readonly suppressions: SuppressionStore;
  readonly pools: PoolStore;
}

const PROVIDER: Actor = { kind: 'provider', id: 'feedback' };

/**
 * What a provider says of an answer. Repeats and any order are harmless. What stops the person is done before the answer is
 * told, so a death in between repeats it.
 */
export const recordAnswerFeedback = (
  deps: AnswerFeedbackDeps,
  ref: AnswerRef,
  feedback: Feedback,
): Promise<void> =>
  retryOnConflict(async () => {
    const answer = await deps.answers.get(ref);
    const next = answer && applyFeedback(answer, feedback);
    if (!answer || !next || next === answer) return;
    const trouble = next.channel === 'email' ? troubleOf(feedback) : undefined;
    const address = trouble && (await stopPerson(deps, next, trouble));
    const cause = { actor: PROVIDER, correlationId: next.id };
    await deps.answers.save(next, [answerEvent(next, cause, deps.clock.now())]);
    if (trouble) await countTrouble(deps, next, trouble, address ?? '');
  });

type Trouble = 'bounced' | 'complained';

/** What stops a person for good. */
function troubleOf(feedback: Feedback): Trouble | undefined {
  if (feedback.kind === 'complained') return feedback.kind;
  return feedback.kind === 'bounced' && feedback.permanent ? feedback.kind : undefined;
}

/** Returns the address of the person; none when they are gone. */
async function stopPerson(
  deps: AnswerFeedbackDeps,
  { workspace, leadId, id }: Answer,
  trouble: Trouble,
): Promise<string> {
  const complained = trouble === 'complained';
  const why = { actor: PROVIDER, correlationId: id };
  try {
    const lead = await suppressLead(deps, {
      ...why,
      workspace,
      leadId,
      reason: complained ? 'complaint' : 'hard_bounce',
      source: `answer ${id}`,
    });
    if (complained)
      await settleWaiting(deps, lead, { ...why, note: 'They complained to their provider later.' });
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
