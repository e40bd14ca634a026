import type { Effect } from '../../autonomy/domain/effect.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { partClaimed, type Task } from '../domain/task.ts';
import type { Parts, TaskHandlers } from './ports/handler.ts';
import type { TaskQueue } from './ports/tasks.ts';
import { type SettleTaskDeps, settleTask } from './settle-task.ts';
import { type WorkOfTask, workOf } from './work-of.ts';

export interface DoClaimedDeps extends SettleTaskDeps {
  readonly taskQueue: TaskQueue;
}

interface GoOnDeps extends DoClaimedDeps {
  readonly handlers: TaskHandlers;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/**
 * Does an effect that was claimed, or the next parts of it, and settles what came of it. A handler that throws has died: when the
 * claim has run out it is looked up, or goes on with its parts.
 */
export async function doClaimed(
  deps: DoClaimedDeps,
  task: Task,
  effect: Effect,
  work: WorkOfTask,
): Promise<void> {
  let latest = task;
  let isHeld = false;
  const parts: Parts = {
    progress: task.progress,
    async claim(progress) {
      const now = deps.clock.now();
      const claimed = await deps.tasks.claimPart(partClaimed(latest, progress, now), now);
      if (claimed.ok) latest = claimed.task;
      isHeld = !claimed.ok && claimed.because === 'held';
      return claimed.ok;
    },
  };
  const performed = await work.perform(effect, parts);
  await settleTask(deps, latest, performed);
  if (performed.outcome === 'going' && performed.afterMs === 0)
    await deps.taskQueue.send([{ workspace: task.workspace, id: task.id }], isHeld ? HELD : {});
}

/** Another task has what this one has to hold: it stays due, and is looked at again in a moment. */
export const HELD = { delaySeconds: 10 } as const;

/** Goes on with an effect of many parts, of which some are done, or whose worker died. In a pause it stays due. */
export async function goOn(deps: GoOnDeps, task: Task, settings: Settings): Promise<void> {
  if (settings.paused || task.effect === undefined) return;
  const work = await workOf(deps, task, settings);
  if ('outcome' in work)
    return settleTask(deps, task, { outcome: 'unknown', reason: `Some of it may be done. ${work.reason}` });
  await doClaimed(deps, task, task.effect, work);
}
