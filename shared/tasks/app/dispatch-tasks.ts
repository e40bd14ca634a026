import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { TaskQueue, TaskRef, TaskStore } from './ports/tasks.ts';

export interface DispatchTasksDeps {
  readonly tasks: TaskStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly taskQueue: TaskQueue;
  readonly clock: Clock;
  /** ENABLE_AUTO_EXECUTION */
  readonly enabled: boolean;
}

/** Tasks that one run takes from a workspace. */
const TAKEN_TOGETHER = 10;
const WIDTH = 8;

/**
 * One run of the executor: queues the tasks that are due, the most urgent first, ten of a workspace at most, and none of a
 * workspace that is paused. A task that is queued twice is worked on once.
 * @param only of this workspace
 * @returns those that were queued
 */
export async function dispatchTasks(deps: DispatchTasksDeps, only?: string): Promise<TaskRef[]> {
  if (!deps.enabled) return [];
  const due = await deps.tasks.due(deps.clock.now());
  const wanted = due.filter(({ workspace }) => only === undefined || workspace === only);
  const byWorkspace = [...Map.groupBy(wanted, ({ workspace }) => workspace)];
  const taken = await mapConcurrent(byWorkspace, WIDTH, async ([workspace, tasks]) => {
    const settings = (await deps.workspaces.get(workspace))?.settings;
    if (settings?.paused) return [];
    const some = tasks.slice(0, TAKEN_TOGETHER);
    await deps.tasks.noteRun(workspace, deps.clock.now(), some.length);
    return some;
  });
  const refs = taken.flat();
  if (refs.length > 0) await deps.taskQueue.send(refs);
  return refs;
}
