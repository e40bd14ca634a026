import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { isConflict, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { personTask, personTaskOver } from '../domain/person-task.ts';
import { taskEvent } from '../domain/task.ts';
import type { TaskRef, TaskStore } from './ports/tasks.ts';

export interface AskPersonDeps {
  readonly tasks: TaskStore;
  readonly clock: Clock;
}

/** Gives people a task that no other one is about. A repeat of its id changes nothing, also when it is over. */
export async function askPerson(
  { tasks, clock }: AskPersonDeps,
  asked: Parameters<typeof personTask>[0],
): Promise<void> {
  const now = clock.now();
  const task = personTask(asked, now);
  try {
    await tasks.create(task, [taskEvent(task, 'create', { actor: REX, correlationId: task.id }, now)]);
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

/** What a person was asked to do is done, as Rex has seen. Nothing where it is over already, or was never asked. */
export const seenDone = ({ tasks, clock }: AskPersonDeps, ref: TaskRef, because: string): Promise<void> =>
  retryOnConflict(async () => {
    const task = await tasks.get(ref);
    const { person, events } = personTaskOver(task, because, clock.now());
    if (task && person) await tasks.save({ ...person, version: task.version }, events);
  });
