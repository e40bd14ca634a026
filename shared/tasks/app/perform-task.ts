import { DAILY_LIMITS, type DailyLimit } from '../../autonomy/contract/settings.ts';
import { type Effect, effectDigest } from '../../autonomy/domain/effect.ts';
import type { PolicyDecision } from '../../autonomy/domain/policy.ts';
import type { TrackRecord } from '../../autonomy/domain/track-record.ts';
import { DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { claimed, type Task, taskEvent, waiting } from '../domain/task.ts';
import { alertOfLimit } from './alert-task.ts';
import { type DoClaimedDeps, doClaimed, HELD } from './do-claimed.ts';
import type { TaskHandlers } from './ports/handler.ts';
import type { Claimed } from './ports/tasks.ts';
import type { WorkOfTask } from './work-of.ts';

export interface PerformTaskDeps extends DoClaimedDeps {
  readonly handlers: TaskHandlers;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/** A task whose effect is known, with what was decided about it. */
export interface Assessed {
  readonly task: Task;
  readonly work: WorkOfTask;
  readonly effect: Effect;
  readonly decision: PolicyDecision;
  readonly record: TrackRecord | undefined;
  /** How things are, as the handler saw them. */
  readonly before: unknown;
  readonly holds: string | undefined;
}

/**
 * Claims the effect, does it, and settles the claim. The claim counts it in the limits of the day, and is refused while the
 * workspace is paused; whoever was not given it does nothing.
 */
export async function performTask(
  deps: PerformTaskDeps,
  assessed: Assessed,
  settings: Settings,
): Promise<void> {
  const { task, effect, work } = assessed;
  const claim = await claimEffect(deps, assessed, settings);
  if (!claim.ok) return keptBack(deps, task, claim, settings);
  await doClaimed(deps, claim.task, effect, work);
}

function claimEffect(
  { tasks, clock }: PerformTaskDeps,
  { task, effect, decision, record, before, holds }: Assessed,
  settings: Settings,
): Promise<Claimed> {
  const now = clock.now();
  const also = limitOf(effect);
  const next = claimed(task, { digest: effectDigest(effect), limit: also, holds }, now);
  return tasks.claim(
    next,
    { limits: settings.tasks.limits, also },
    { number: task.version, when: 'before', at: now.toISOString(), state: before ?? effect.changes },
    [taskEvent(next, 'claim', { actor: REX, correlationId: task.id }, now)],
    // Guarded by its version: what is lost between decision and claim is lost.
    decision.rule === 'earned' && record
      ? { ...record, version: record.version + 1, ran: record.ran + 1 }
      : undefined,
  );
}

const limitOf = ({ limit }: Effect): DailyLimit | undefined => DAILY_LIMITS.find((name) => name === limit);

type NotClaimed = Extract<Claimed, { readonly ok: false }>;

/** In a pause it stays due. @throws RexError VERSION_CONFLICT, so that it is looked at again */
async function keptBack(
  deps: PerformTaskDeps,
  task: Task,
  refused: NotClaimed,
  settings: Settings,
): Promise<void> {
  if (refused.because === 'paused') return;
  if (refused.because === 'held') {
    const { workspace, id } = task;
    return deps.taskQueue.send([{ workspace, id }], HELD);
  }
  if (refused.because === 'conflict')
    throw new RexError('VERSION_CONFLICT', `Task ${task.id} changed meanwhile.`);
  const now = deps.clock.now();
  const tomorrow = new Date((Math.floor(now.getTime() / DAY) + 1) * DAY);
  const most = settings.tasks.limits[refused.limit];
  const next = waiting(
    task,
    `The limit of the day is reached: ${most} (tasks.limits.${refused.limit}).`,
    tomorrow,
  );
  await deps.tasks.save(next, [taskEvent(next, 'wait', { actor: REX, correlationId: task.id }, now)]);
  await alertOfLimit(deps, task, refused.limit, most);
}
