import { tryAll } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { answerEvent, ended } from '../domain/answer.ts';
import { type DecideAnswerDeps, decideAnswer } from './decide-answer.ts';
import type { AnswerRef } from './ports/answers.ts';

/**
 * Looks at answers that are due: those that wait, or whose message was lost, are put on the queue again; a claim without a
 * result becomes unknown; an approval that nobody answered in time expires. Returns how many there were.
 */
export async function sweepAnswers(deps: DecideAnswerDeps): Promise<number> {
  const overdue = await deps.answers.overdue(deps.clock.now());
  await tryAll(overdue, (ref) => sweep(deps, ref));
  return overdue.length;
}

const sweep = (deps: DecideAnswerDeps, ref: AnswerRef): Promise<void> =>
  retryOnConflict(async () => {
    const now = deps.clock.now();
    const answer = await deps.answers.get(ref);
    // The index follows by moments.
    if (answer?.dueAt === undefined || answer.dueAt > now.toISOString()) return;
    const { workspace, leadId, id: answerId, approvalId } = answer;
    const cause = { actor: REX, correlationId: answerId };
    if (answer.state === 'queued') await deps.answerQueue.send([{ workspace, leadId, answerId }]);
    if (answer.state === 'claimed') {
      const next = ended(answer, 'unknown', answer.reason ?? 'The provider gave no answer.');
      await deps.answers.save(next, [answerEvent(next, cause, now)]);
    }
    if (answer.state === 'pending' && approvalId !== undefined)
      await decideAnswer(deps, { workspace, id: approvalId }, { outcome: 'expired', cause });
  });
