import { addMs, utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { REX } from '../../../kernel/events.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import { PERSON_TYPE } from '../../../tasks/domain/person-task.ts';
import type { Task as ExecutorTask } from '../../../tasks/domain/task.ts';
import type { ExecutionStatus } from '../contract/execution.ts';
import { strategos } from '../contract/seat.ts';
import type { Report } from '../domain/progress.ts';
import { changeTask, ENDS, lookedAtNext, taskOf } from './change-task.ts';
import type { GiveDeps } from './deps.ts';
import { endAtExecutor, giveToExecutor } from './give-task.ts';
import { type PlanOfWork, planNamed } from './plans.ts';

/** Gives a task that is ready, ends what has ended, and looks at the others. */
export async function reviewTask(deps: GiveDeps, { workspace, work, now }: Due): Promise<Made> {
  const of = await planNamed(deps, workspace, taskOf(work).plan);
  if (work.state === 'ready') return give(deps, of, work, now);
  if (ENDS.has(work.state)) return close(deps, of, work, now);
  return (await seen(deps, of, work, now)) ?? { work: { ...work, dueAt: lookedAtNext(taskOf(work), now) } };
}

const says = (status: ExecutionStatus, percent: number, note: string): Report => ({
  status,
  percent,
  note,
  by: REX.id,
});

/** What is wrong with the task, and not with the moment. */
const HOPELESS: ReadonlySet<string> = new Set(['VALIDATION_FAILED', 'NOT_FOUND', 'IDEMPOTENCY_MISMATCH']);

async function give(deps: GiveDeps, of: PlanOfWork, work: Work, now: Date): Promise<Made> {
  try {
    const executorTask = await giveToExecutor(deps, work);
    // Whoever has cancelled it meanwhile may have found nothing to end yet.
    const current = await deps.works.get(work.workspace, work.id);
    if (current && ENDS.has(current.state)) await endAtExecutor(deps, current);
    const fields = { executorTask, assignedAt: now.toISOString() };
    const made = changeTask(
      of,
      work,
      says('assigned', 0, `The executor has it as ${executorTask}.`),
      now,
      fields,
    );
    const source = { kind: 'task', id: executorTask, says: 'What the executor has of it.' } as const;
    return { ...made, work: { ...made.work, sources: [...work.sources, source] } };
  } catch (error) {
    if (!(error instanceof RexError) || !HOPELESS.has(error.code)) throw error;
    return changeTask(of, work, says('blocked', 0, error.message), now);
  }
}

/** So many fit into a transaction with all that changes beside them. */
const MOST_RELEASED = 40;

/** Ends its task at the executor, and lets those begin that waited for it. */
async function close(deps: GiveDeps, { plan }: PlanOfWork, work: Work, now: Date): Promise<Made> {
  await endAtExecutor(deps, work);
  const ready = plan.activities.flatMap(({ status, task }) =>
    status === 'ready' && task !== null ? [task] : [],
  );
  const tasks = await Promise.all(ready.map((id) => deps.works.get(work.workspace, id)));
  const waiting = tasks.flatMap((task) => (task?.state === 'planned' ? [task] : []));
  const { dueAt: _, ...closed } = work;
  return {
    work: waiting.length > MOST_RELEASED ? { ...closed, dueAt: addMs(now, 1).toISOString() } : closed,
    beside: waiting
      .slice(0, MOST_RELEASED)
      .map((task) => ({ ...turned(strategos, task, 'ready'), dueAt: now.toISOString() })),
  };
}

/** What the task of the executor says of a work. */
const NEWS: Readonly<Partial<Record<ExecutorTask['status'], ExecutionStatus>>> = {
  in_progress: 'in_progress',
  awaiting_approval: 'blocked',
  escalated: 'blocked',
  failed: 'blocked',
  rejected: 'blocked',
  cancelled: 'blocked',
  completed: 'completed',
};

/** What is new of a task that was given; undefined: nothing. */
export async function seen(
  { tasks }: Pick<GiveDeps, 'tasks'>,
  of: PlanOfWork,
  work: Work,
  now: Date,
): Promise<Made | undefined> {
  const { executorTask: id, percent, dueOn } = taskOf(work);
  const task = id === null ? undefined : await tasks.get({ workspace: work.workspace, id });
  // What people do is escalated from the beginning.
  const isOfPerson = task?.type === PERSON_TYPE && task.status === 'escalated';
  const news = task && !isOfPerson ? NEWS[task.status] : undefined;
  const isNew =
    news !== undefined && news !== work.state && (news !== 'in_progress' || work.state === 'assigned');
  if (task && isNew) return changeTask(of, work, says(news, percent, `${task.id} is ${task.status}.`), now);
  const mayBeLate = work.state === 'assigned' || work.state === 'in_progress';
  return mayBeLate && utcDay(now) > dueOn
    ? changeTask(of, work, says('delayed', percent, `It should have been completed on ${dueOn}.`), now)
    : undefined;
}
