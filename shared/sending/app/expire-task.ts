import type { TaskStore } from '../../channels/app/ports/tasks.ts';
import { settleTask, taskIdOf } from '../../channels/domain/task.ts';
import type { SendRef } from './ports/sending.ts';

/** Nobody took the step in time: the person need not any more. */
export async function expireTask(
  { tasks }: { readonly tasks: TaskStore },
  send: SendRef,
  now: Date,
): Promise<void> {
  const task = await tasks.get(send.workspace, taskIdOf(send));
  if (task?.state === 'open') await tasks.save(settleTask(task, 'skipped', 'rex', now));
}
