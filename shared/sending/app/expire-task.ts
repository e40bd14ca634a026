import type { TaskStore } from '../../channels/app/ports/tasks.ts';
import { settleTask, taskIdOf } from '../../channels/domain/task.ts';
import type { SendRef } from './ports/sending.ts';

/** Closes the task of a step that nobody took in time. The ledger entry `skipped` is written by the caller. */
export async function expireTask(
  { tasks }: { readonly tasks: TaskStore },
  send: SendRef,
  now: Date,
): Promise<void> {
  const task = await tasks.get(send.workspace, taskIdOf(send));
  if (task?.state === 'open') await tasks.save(settleTask(task, 'skipped', 'rex', now));
}
