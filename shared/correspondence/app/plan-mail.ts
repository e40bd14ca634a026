import { type AnswerView, answerView } from '../../inbox/app/answer-context.ts';
import { answerObstacle } from '../../inbox/domain/answer-guards.ts';
import { RexError } from '../../kernel/errors.ts';
import { applySuppressions } from '../../leads/app/apply-suppressions.ts';
import type { Planned } from '../../tasks/app/ports/handler.ts';
import { latestTry, type SendByTaskDeps, type TaskMail } from './send-by-task.ts';

export type Seen = { readonly view: AnswerView } | Exclude<Planned, { readonly outcome: 'planned' }>;

/** Everything that decides about an e-mail of a task, as it is now; or why it cannot go out now, or not at all. */
export async function seenNow(deps: SendByTaskDeps, mail: TaskMail): Promise<Seen> {
  const { workspace, leadId, taskId } = mail;
  const { id, answer } = await latestTry(deps, mail);
  if (answer && answer.task !== taskId)
    return { outcome: 'refused', reason: `${answer.by} answers this message already (${answer.id}).` };
  let view: AnswerView;
  try {
    const { answers } = mail;
    view = await answerView(deps, { workspace, leadId, id, channel: 'email', answers, task: taskId });
  } catch (error) {
    if (!(error instanceof RexError) || (error.code !== 'NOT_FOUND' && error.code !== 'CONFLICT'))
      throw error;
    return { outcome: 'refused', reason: error.message };
  }
  const [lead = view.context.lead] = await applySuppressions(deps, workspace, [view.context.lead], taskId);
  const obstacle = answerObstacle({ ...view.context, lead });
  if (!obstacle) return { view: { ...view, context: { ...view.context, lead } } };
  const { verdict, code } = obstacle;
  const reason = `${code}: ${verdict.explanation}`;
  if (verdict.verdict === 'wait') return { outcome: 'later', reason, until: verdict.until };
  return {
    outcome: 'refused',
    reason: verdict.verdict === 'block' ? `${reason} ${verdict.unblock}` : reason,
  };
}
