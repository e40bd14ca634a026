import type { RaiseAlertDeps } from '../../alerts/app/raise-alert.ts';
import { addMs } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { personTaskOver, withPersonTask } from '../domain/person-task.ts';
import { changed, failedTry, refusedTry, type Task, taskEvent, unknownTry, wentOn } from '../domain/task.ts';
import { type TaskChange, TRANSITIONS } from '../domain/transitions.ts';
import { alertOfTask } from './alert-task.ts';
import type { Done, NotDone, Performed } from './ports/handler.ts';
import type { Beside, TaskStore } from './ports/tasks.ts';

export interface SettleTaskDeps extends RaiseAlertDeps {
  readonly tasks: TaskStore;
}

/** What came of a claimed effect. A repeat, or another word on the same claim, changes nothing. */
export async function settleTask(deps: SettleTaskDeps, known: Task, performed: Performed): Promise<void> {
  const { workspace, id, claim } = known;
  if (performed.outcome === 'done' && claim)
    await deps.tasks.saveSnapshot(known, {
      number: claim.number,
      when: 'after',
      at: deps.clock.now().toISOString(),
      state: performed.after ?? performed.result ?? null,
    });
  const settled = await retryOnConflict(async () => {
    const task = await deps.tasks.get({ workspace, id });
    if (task?.claim === undefined || task.claim.number !== claim?.number) return undefined;
    if (task.status !== 'in_progress' && !task.outcomeUnknown) return undefined;
    // Somebody else has gone on with its parts, and knows more.
    if (known.progress !== undefined && task.version !== known.version) return undefined;
    return save(deps, task, performed);
  });
  if (!settled) return;
  await alertOfTask(deps, settled);
  // What has no answer may still be under way: it holds on until its claim runs out.
  const isUnderWay = performed.outcome === 'unknown' || (performed.outcome === 'going' && performed.unsure);
  if (claim?.holds && !isUnderWay) await deps.tasks.letGo(known, deps.clock.now());
}

async function save(deps: SettleTaskDeps, task: Task, performed: Performed): Promise<Task> {
  const now = deps.clock.now();
  const [next, change] = after(task, performed, now);
  const beside: Beside = performed.outcome === 'done' ? await undoneBeside(deps, task) : {};
  const fresh = withPersonTask(next, now);
  const { task: then } = fresh;
  const { person, events } = fresh.person
    ? fresh
    : await personOver(deps, task, 'What it is about has gone on.', now);
  const event = taskEvent(then, change, { actor: REX, correlationId: task.id }, now);
  // Certainly not done: it takes no room in the day.
  const gaveBack =
    performed.outcome === 'refused' || performed.outcome === 'unavailable' ? task.claim : undefined;
  return deps.tasks.save(then, [event, ...events], { ...beside, person, gaveBack });
}

function after(task: Task, performed: Performed, now: Date): [Task, TaskChange] {
  switch (performed.outcome) {
    case 'done':
      return [completed(task, performed, now), 'complete'];
    case 'going':
      return [wentOn(task, performed.progress, addMs(now, performed.afterMs)), 'goOn'];
    case 'unknown':
      return [unknownTry(task, performed.reason), 'escalate'];
    default:
      return tryEnded(task, performed, now);
  }
}

export const completed = (
  task: Task,
  { providerId, url, result, undo }: Omit<Done, 'outcome'>,
  now: Date,
): Task =>
  changed(task, 'complete', {
    providerId,
    deliverableUrl: url,
    result,
    undo,
    error: undefined,
    outcomeUnknown: false,
    completedAt: now.toISOString(),
  });

function tryEnded(task: Task, notDone: NotDone, now: Date): [Task, TaskChange] {
  if (notDone.outcome === 'refused') return [refusedTry(task, notDone.reason), 'fail'];
  const next = failedTry(task, notDone.reason, now, notDone.retryAt);
  return [next, next.status === TRANSITIONS.escalate.to ? 'escalate' : 'tryAgain'];
}

/** A try that ended before anything was claimed. */
export async function endTry(deps: SettleTaskDeps, task: Task, notDone: NotDone): Promise<void> {
  const now = deps.clock.now();
  const [next, change] = tryEnded(task, notDone, now);
  const { task: then, person, events } = withPersonTask(next, now);
  const event = taskEvent(then, change, { actor: REX, correlationId: task.id }, now);
  await deps.tasks.save(then, [event, ...events], { person });
  await alertOfTask(deps, then);
}

/** The person's task of one that is escalated no more. */
export async function personOver(
  { tasks }: { readonly tasks: Pick<TaskStore, 'get'> },
  { workspace, personTaskId }: Task,
  because: string,
  now: Date,
): Promise<ReturnType<typeof personTaskOver>> {
  if (personTaskId === undefined) return { events: [] };
  return personTaskOver(await tasks.get({ workspace, id: personTaskId }), because, now);
}

/** What was undone says so. Its agent lost what it had earned for it when that was asked for. */
async function undoneBeside(deps: SettleTaskDeps, { workspace, id, undoes }: Task): Promise<Beside> {
  const original = undoes === undefined ? undefined : await deps.tasks.get({ workspace, id: undoes });
  if (!original) return {};
  return { other: { ...changed(original, 'undone', { undoneBy: id }), version: original.version + 1 } };
}
