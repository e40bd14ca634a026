import type { TaskStore } from '../../channels/app/ports/tasks.ts';
import { settleTask, taskIdOf } from '../../channels/domain/task.ts';
import { applyFeedback, type Send } from '../domain/send.ts';
import type { SendLedger } from './ports/sending.ts';

/** Nobody took the step in time: it is skipped, and the sequence goes on. */
export async function expireTask(
  { tasks, ledger }: { readonly tasks: TaskStore; readonly ledger: SendLedger },
  send: Send,
  now: Date,
): Promise<void> {
  const task = await tasks.get(send.workspace, taskIdOf(send));
  if (task?.state === 'open') await tasks.save(settleTask(task, 'skipped', 'rex', now));
  await ledger.save(applyFeedback(send, { kind: 'skipped', at: now.toISOString() }));
}
