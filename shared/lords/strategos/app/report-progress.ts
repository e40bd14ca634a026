import { RexError } from '../../../kernel/errors.ts';
import type { AskedOf } from '../../../seats/app/carry-out.ts';
import type { Made, Work } from '../../../seats/domain/work.ts';
import type { ExecutionStatus } from '../contract/execution.ts';
import type { ProgressInput } from '../contract/schemas.ts';
import { changeTask, lookedAtNext, taskOf } from './change-task.ts';
import type { GiveDeps } from './deps.ts';
import { planNamed } from './plans.ts';
import { seen } from './review-task.ts';

export async function reportProgress(
  deps: GiveDeps,
  { workspace, work, input, cause, now }: AskedOf<ProgressInput>,
): Promise<Made> {
  const task = taskOf(work);
  const of = await planNamed(deps, workspace, task.plan);
  if (Object.values(input).every((value) => value === undefined)) {
    if (task.executorTask === null)
      throw new RexError('CONFLICT', `${work.id} is ${work.state}: the executor has nothing of it.`);
    return (await seen(deps, of, work, now)) ?? { work: { ...work, dueAt: lookedAtNext(task, now) } };
  }
  const status = statusOf(work, input);
  const percent = status === 'completed' ? 100 : (input.percent ?? task.percent);
  return changeTask(of, work, { status, percent, note: input.note ?? null, by: cause.actor.id }, now);
}

/** Whoever says how much is done has begun, and whoever says that all of it is has completed it. */
function statusOf({ state }: Work, { status, percent = 0 }: ProgressInput): ExecutionStatus {
  if (status !== undefined) return status;
  if (percent === 100) return 'completed';
  const isWaiting = state === 'planned' || state === 'ready' || state === 'assigned';
  return isWaiting && percent > 0 ? 'in_progress' : (state as ExecutionStatus);
}
