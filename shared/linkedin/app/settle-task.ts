import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import { settleTask, type Task } from '../../channels/domain/task.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import { RexError } from '../../kernel/errors.ts';
import { releaseContactLease } from '../../leads/app/release-contact-lease.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type FeedbackDeps, recordFeedback } from '../../sending/app/record-feedback.ts';
import { messageKey } from '../../sending/domain/message-key.ts';

export interface SettleTaskDeps extends FeedbackDeps {
  readonly linkedinTasks: LinkedinTaskStore;
  readonly outbound: OutboundQueue;
}

/**
 * Settles a task that a person has done or will not do. The ledger is updated, the contact lease is released, and the cohort
 * continues. A repeat does all of this again, so that it also completes the work after a death in between.
 * @throws RexError NOT_FOUND, CONFLICT
 */
export async function settleTaskBy(
  deps: SettleTaskDeps,
  workspace: string,
  id: string,
  state: 'done' | 'skipped',
  by: string,
): Promise<Task> {
  const task = await retryOnConflict(async () => {
    const known = await deps.linkedinTasks.get(workspace, id);
    if (!known) throw new RexError('NOT_FOUND', `There is no task ${id}.`);
    const next = settleTask(known, state, by, deps.clock.now());
    return next === known ? known : deps.linkedinTasks.save(next);
  });
  const { missionId, cohort, leadId, step, settledAt } = task;
  const at = settledAt ?? deps.clock.now().toISOString();
  const ref = { workspace, missionId, cohort, leadId, step };
  await recordFeedback(deps, [
    {
      ref,
      feedback: state === 'done' ? { kind: 'sent', at, providerMessageId: id } : { kind: 'skipped', at },
    },
  ]);
  await releaseContactLease(deps, { workspace, leadId, holder: messageKey(missionId, step) });
  await deps.outbound.send([{ workspace, missionId, cohort }]);
  return task;
}
