import type { TrackRecordStore } from '../../autonomy/app/ports/track-records.ts';
import { lost } from '../../autonomy/domain/track-record.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { derivedId } from '../../kernel/ids.ts';
import { isConflict, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Task, taskEvent } from '../domain/task.ts';
import { type ChangeTaskDeps, retryTask } from './change-task.ts';
import type { TaskRef } from './ports/tasks.ts';

export interface UndoTaskDeps extends ChangeTaskDeps {
  readonly trackRecords: Pick<TrackRecordStore, 'get' | 'save'>;
}

/**
 * Takes back what a task did, by a task of its own: it is looked at, claimed and counted as any other. A repeat gives the
 * same one, which is tried again if it had failed.
 * @throws RexError NOT_FOUND; CONFLICT when there is nothing to undo
 */
export async function undoTask(deps: UndoTaskDeps, ref: TaskRef, cause: Cause): Promise<Task> {
  const task = await deps.tasks.get(ref);
  if (!task) throw new RexError('NOT_FOUND', `There is no task ${ref.id}.`);
  if (task.status !== 'completed')
    throw new RexError('CONFLICT', `The task is ${task.status}: nothing was done yet.`);
  if (task.dryRun) throw new RexError('CONFLICT', 'It was rehearsed: nothing was done that could be undone.');
  if (task.undo === undefined) throw new RexError('CONFLICT', `What ${task.type} did cannot be undone.`);
  const { workspace, type, agent, missionId } = task;
  const { id, known } = await latestUndo(deps, task);
  if (known) return again(deps, known, cause);
  await loseAutonomy(deps, task, cause);
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
    const other = await deps.tasks.get({ workspace, id });
    if (!other) throw error;
    return again(deps, other, cause);
  }
  await deps.taskQueue.send([{ workspace, id }]);
  return back;
}

/** At once, whatever becomes of the undo: nothing like it runs by itself meanwhile. */
const loseAutonomy = (
  { trackRecords, clock }: UndoTaskDeps,
  { workspace, id, agent, effect }: Task,
  { actor }: Cause,
): Promise<void> =>
  retryOnConflict(async () => {
    if (!effect) return;
    const { kind, segment } = effect;
    const record = await trackRecords.get({ workspace, agent, effect: kind, segment });
    if (record)
      await trackRecords.save(lost(record, `${actor.id} undid task ${id}.`, clock.now()), 'version');
  });

/**
 * The undo that may still take it back, or has: its id is a function of the task, so that a repeat finds it. Otherwise the id of
 * the next one: what was cancelled, rejected or only rehearsed takes nothing back.
 */
async function latestUndo(
  { tasks }: Pick<ChangeTaskDeps, 'tasks'>,
  { workspace, id: undoes, completedAt, createdAt }: Task,
): Promise<{ readonly id: string; readonly known: Task | undefined }> {
  for (let n = 0; n < MOST_UNDOS; n++) {
    const what = `undo ${workspace} ${undoes}${n === 0 ? '' : ` ${n}`}`;
    const id = derivedId('t', new Date(completedAt ?? createdAt), what);
    const known = await tasks.get({ workspace, id });
    if (!known || !hasComeToNothing(known)) return { id, known };
  }
  throw new RexError('CONFLICT', `It was tried ${MOST_UNDOS} times: nothing of it was done.`);
}

const MOST_UNDOS = 20;

const hasComeToNothing = ({ status, dryRun }: Task): boolean =>
  status === 'cancelled' || status === 'rejected' || (status === 'completed' && dryRun);

function again(deps: ChangeTaskDeps, known: Task, cause: Cause): Promise<Task> | Task {
  const over = known.status === 'failed' || (known.status === 'escalated' && !known.outcomeUnknown);
  return over ? retryTask(deps, known, cause) : known;
}
