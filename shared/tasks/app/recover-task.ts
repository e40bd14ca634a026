import { HOUR } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { withPersonTask } from '../domain/person-task.ts';
import { changed, MOST_ATTEMPTS, type Task, taskEvent } from '../domain/task.ts';
import { alertOfTask } from './alert-task.ts';
import type { PerformTaskDeps } from './perform-task.ts';
import { settleTask } from './settle-task.ts';
import { workOf } from './work-of.ts';

/** For so long after a claim its provider is asked again, when it does not answer. */
const ASK_FOR_MS = HOUR;

/**
 * Whoever claimed the effect died before it was settled. The provider is asked whether it knows of it; where it cannot be
 * asked, a person finds out. It is done again only when it certainly was not done.
 */
export async function recoverTask(deps: PerformTaskDeps, task: Task, settings: Settings): Promise<void> {
  const { claim, effect } = task;
  if (!claim || !effect) return;
  const work = await workOf(deps, task, settings);
  const died = 'Rex ended before the answer came.';
  if ('outcome' in work) return settleTask(deps, task, { outcome: 'unknown', reason: died });
  const claimedAt = new Date(claim.at);
  let found: Awaited<ReturnType<typeof work.lookUp>>;
  try {
    found = await work.lookUp(effect, claimedAt);
  } catch (error) {
    // The executor asks again.
    if (deps.clock.now().getTime() < claimedAt.getTime() + ASK_FOR_MS) throw error;
    found = { outcome: 'unknown' };
  }
  if (found.outcome === 'done') return settleTask(deps, task, found);
  if (found.outcome === 'unknown') return settleTask(deps, task, { outcome: 'unknown', reason: died });
  await notDone(deps, task);
}

async function notDone(deps: PerformTaskDeps, task: Task): Promise<void> {
  const now = deps.clock.now();
  const last = task.attempts >= MOST_ATTEMPTS;
  const change = last ? 'escalate' : 'absent';
  const next = changed(task, change, {
    claim: undefined,
    error: 'Rex ended before it was done; the provider knows nothing of it.',
    lookAt: last ? undefined : now.toISOString(),
  });
  const { task: then, person, events } = withPersonTask(next, now);
  const event = taskEvent(then, change, { actor: REX, correlationId: task.id }, now);
  await deps.tasks.save(then, [event, ...events], { person, gaveBack: task.claim });
  await alertOfTask(deps, then);
}
