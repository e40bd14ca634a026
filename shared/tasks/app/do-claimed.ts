import type { Effect } from '../../autonomy/domain/effect.ts';
import { SECOND } from '../../kernel/clock.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { heldWaitMs } from '../domain/held-wait.ts';
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
  let waitsMs = 0;
  const parts: Parts = {
    progress: task.progress,
    async claim(progress) {
      const now = deps.clock.now();
      const claimed = await deps.tasks.claimPart(partClaimed(latest, progress, now), now);
      if (claimed.ok) latest = claimed.task;
      waitsMs = !claimed.ok && claimed.because === 'held' ? heldWaitMs(claimed.until, now) : 0;
      return claimed.ok;
    },
  };
  const performed = await work.perform(effect, parts);
  const goesOnAtOnce = performed.outcome === 'going' && performed.afterMs === 0;
  await settleTask(deps, latest, goesOnAtOnce ? { ...performed, afterMs: waitsMs } : performed);
  if (goesOnAtOnce)
    await deps.taskQueue.send([{ workspace: task.workspace, id: task.id }], {
      delaySeconds: waitsMs / SECOND,
    });
}

/** Goes on with an effect of many parts, of which some are done, or whose worker died. In a pause it stays due. */
export async function goOn(deps: GoOnDeps, task: Task, settings: Settings): Promise<void> {
  if (settings.paused || task.effect === undefined) return;
  const work = await workOf(deps, task, settings);
  if ('outcome' in work)
    return settleTask(deps, task, { outcome: 'unknown', reason: `Some of it may be done. ${work.reason}` });
  await doClaimed(deps, task, task.effect, work);
}
