import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import { settleTask, taskIdOf } from '../../channels/domain/task.ts';
import type { SendRef } from './ports/sending.ts';

/** Closes the task of a step that nobody took in time. The ledger entry `skipped` is written by the caller. */
export async function expireTask(
  { linkedinTasks }: { readonly linkedinTasks: LinkedinTaskStore },
  send: SendRef,
  now: Date,
): Promise<void> {
  const task = await linkedinTasks.get(send.workspace, taskIdOf(send));
  if (task?.state === 'open') await linkedinTasks.save(settleTask(task, 'skipped', 'rex', now));
}
