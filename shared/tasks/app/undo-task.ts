import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { derivedId } from '../../kernel/ids.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import { type Task, taskEvent } from '../domain/task.ts';
import { type ChangeTaskDeps, retryTask } from './change-task.ts';
import type { TaskRef } from './ports/tasks.ts';

/**
 * Takes back what a task did, by a task of its own: it is looked at, claimed and counted as any other. A repeat gives the
 * same one, which is tried again if it had failed.
 * @throws RexError NOT_FOUND; CONFLICT when there is nothing to undo
 */
export async function undoTask(deps: ChangeTaskDeps, ref: TaskRef, cause: Cause): Promise<Task> {
  const task = await deps.tasks.get(ref);
  if (!task) throw new RexError('NOT_FOUND', `There is no task ${ref.id}.`);
  if (task.status !== 'completed')
    throw new RexError('CONFLICT', `The task is ${task.status}: nothing was done yet.`);
  if (task.undo === undefined) throw new RexError('CONFLICT', `What ${task.type} did cannot be undone.`);
  const { workspace, type, agent, missionId } = task;
  const id = derivedId('t', new Date(task.completedAt ?? task.createdAt), `undo ${workspace} ${task.id}`);
  const now = deps.clock.now();
  const back: Task = {
    workspace,
    id,
    version: 1,
    status: 'new',
    type,
    title: `Undo: ${task.title}`.slice(0, 200),
    agent,
    priority: 'high',
    payload: task.payload,
    missionId,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
    dryRun: false,
    dueAt: now.toISOString(),
    lookAt: now.toISOString(),
    attempts: 0,
    outcomeUnknown: false,
    undoes: task.id,
  };
  try {
    await deps.tasks.create(back, [taskEvent(back, 'create', cause, now)]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return again(deps, { workspace, id }, cause);
  }
  await deps.taskQueue.send([{ workspace, id }]);
  return back;
}

async function again(deps: ChangeTaskDeps, ref: TaskRef, cause: Cause): Promise<Task> {
  const known = await deps.tasks.get(ref);
  if (!known) throw new RexError('VERSION_CONFLICT', `Task ${ref.id} changed meanwhile.`);
  const over = known.status === 'failed' || (known.status === 'escalated' && !known.outcomeUnknown);
  return over ? retryTask(deps, ref, cause) : known;
}
