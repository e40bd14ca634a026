import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import type { Made } from '../../../seats/domain/work.ts';
import { turned, type Work } from '../../../seats/domain/work.ts';
import type { Task } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { activityAfter, planAfter, type Report, reported } from '../domain/progress.ts';
import { type PlanOfWork, withPlan } from './plans.ts';

export const taskOf = (work: Work): Task => work.result as unknown as Task;

export const ENDS: ReadonlySet<string> = new Set(['completed', 'cancelled']);

/**
 * A task with what was said of it, and its plan beside it. One that has ended is due at once: what it leaves open is closed then.
 * @throws RexError CONFLICT where that cannot be said of it now
 */
export function changeTask(
  { work: of, plan }: PlanOfWork,
  work: Work,
  report: Report,
  now: Date,
  fields: Partial<Task> = {},
): Made {
  const stays = report.status === work.state && !ENDS.has(work.state);
  const next = stays ? work : turned(strategos, work, report.status);
  const task = { ...reported(taskOf(work), report, now), ...fields };
  const change = plan.activities
    .filter(({ id }) => id === task.activity)
    .map((each) => activityAfter(each, report, plan.startsOn, now))[0];
  const after = planAfter(plan, task.activity, change ?? {}, now);
  const dueAt = ENDS.has(report.status) ? now.toISOString() : lookedAtNext(task, now);
  return {
    work: { ...next, result: { ...task }, dueAt },
    beside: [withPlan(of, after, now)],
    tells: [
      {
        name: 'PROGRESS_UPDATED',
        data: {
          subject: 'task',
          id: work.id,
          state: report.status,
          title: task.title,
          reason: report.note,
        },
      },
    ],
  };
}

/** The longer nothing has happened, the less often it is looked at: every hour at first, every day later. */
export function lookedAtNext({ assignedAt }: Pick<Task, 'assignedAt'>, now: Date): string {
  const since = assignedAt === null ? 0 : now.getTime() - Date.parse(assignedAt);
  return addMs(now, Math.min(DAY, Math.max(HOUR, since / 2))).toISOString();
}
