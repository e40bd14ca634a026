import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { TaskApproval } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { type Clock, latest } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause, RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { TaskTypes } from '../contract/task-type.ts';
import { PERSON_TYPE } from '../domain/person-task.ts';
import { changed, type Task, taskEvent } from '../domain/task.ts';
import type { TaskChange } from '../domain/transitions.ts';
import { checkPayload, typeOf } from './check-payload.ts';
import type { Beside, TaskQueue, TaskRef, TaskStore } from './ports/tasks.ts';
import { completed, personOver } from './settle-task.ts';

export interface CancelTaskDeps {
  readonly tasks: TaskStore;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly clock: Clock;
}

export interface ChangeTaskDeps extends CancelTaskDeps {
  readonly taskQueue: TaskQueue;
  readonly types: TaskTypes;
}

/** What is known anew when a task is looked at again, with as many attempts as a new one. */
const UNDECIDED = {
  attempts: 0,
  claim: undefined,
  rejectedBy: undefined,
  rejectedAt: undefined,
  rejectedReason: undefined,
  effect: undefined,
  decision: undefined,
  approvalId: undefined,
  approvedDigest: undefined,
  approvedBy: undefined,
  approvedAt: undefined,
  error: undefined,
} as const satisfies Partial<Task>;

/**
 * A member changes what a task is to do. Its approval is void, and what it does then is looked at and asked about anew.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED, CONFLICT
 */
export const editTask = (deps: ChangeTaskDeps, ref: TaskRef, payload: unknown, cause: Cause): Promise<Task> =>
  change(deps, ref, 'edit', cause, (task, now) => {
    checkIsOfRex(task);
    checkKnown(task);
    return {
      ...UNDECIDED,
      payload: checkPayload(typeOf(deps.types, task.type), payload),
      editedBy: cause.actor.id,
      lookAt: latest(new Date(now), new Date(task.dueAt)).toISOString(),
    };
  });

/** @throws RexError NOT_FOUND, CONFLICT */
export const cancelTask = (deps: CancelTaskDeps, ref: TaskRef, reason: string, cause: Cause): Promise<Task> =>
  saveChange(deps, ref, 'cancel', cause, (task) => {
    checkKnown(task);
    return { error: `Cancelled by ${cause.actor.id}: ${reason}` };
  });

/** @throws RexError CONFLICT: what is ended like that would never be told from what was not done */
function checkKnown({ id, outcomeUnknown }: Task): void {
  if (!outcomeUnknown) return;
  const what = `It may have taken effect: say first whether it did ("rex tasks resolve ${id}").`;
  throw new RexError('CONFLICT', what);
}

function checkIsOfRex({ type }: Task): void {
  if (type === PERSON_TYPE)
    throw new RexError('CONFLICT', 'A person does this: say when it is done ("rex tasks complete").');
}

/**
 * From the beginning. What only waits, for a limit of the day that somebody has raised or for a server that is well again, is looked
 * at now, with its approval and its attempts.
 * @throws RexError NOT_FOUND, CONFLICT
 */
export const retryTask = (deps: ChangeTaskDeps, ref: TaskRef, cause: Cause): Promise<Task> =>
  change(deps, ref, 'retry', cause, (task, now) => {
    checkIsOfRex(task);
    checkKnown(task);
    if (task.status !== 'new') return { ...UNDECIDED, lookAt: now };
    if (task.error === undefined)
      throw new RexError(
        'CONFLICT',
        `Nothing keeps the task back: it is due at ${task.lookAt ?? task.dueAt}.`,
      );
    return { lookAt: latest(new Date(now), new Date(task.dueAt)).toISOString() };
  });

/** A person says that they have done their task. @throws RexError NOT_FOUND, CONFLICT */
export const completeTask = (
  deps: CancelTaskDeps,
  ref: TaskRef,
  note: string | undefined,
  cause: Cause,
): Promise<Task> =>
  saveChange(deps, ref, 'complete', cause, (task, now) => {
    if (task.type !== PERSON_TYPE)
      throw new RexError(
        'CONFLICT',
        'Rex does this task itself; only tasks of people are completed by them.',
      );
    return {
      completedAt: now,
      error: undefined,
      result: { by: cause.actor.id, ...(note !== undefined && { note }) },
    };
  });

/** A member has found out whether a claimed effect took place. @throws RexError NOT_FOUND, CONFLICT */
export function resolveTask(
  deps: ChangeTaskDeps,
  ref: TaskRef,
  outcome: 'done' | 'not_done',
  cause: Cause,
): Promise<Task> {
  const known = (task: Task): void => {
    if (!task.outcomeUnknown) throw new RexError('CONFLICT', 'What came of this task is known.');
  };
  const by = cause.actor.id;
  return outcome === 'done'
    ? change(deps, ref, 'complete', cause, (task, now) => {
        known(task);
        const { status: _, ...fields } = completed(task, { result: { foundBy: by } }, new Date(now));
        return fields;
      })
    : change(deps, ref, 'fail', cause, (task) => {
        known(task);
        return { outcomeUnknown: false, claim: undefined, error: `${by} found out that it was not done.` };
      });
}

type ChangedFields = (task: Task, now: string) => Partial<Task>;

/** A change by a member, after which the task may be looked at again. */
async function change(
  deps: ChangeTaskDeps,
  ref: TaskRef,
  what: TaskChange,
  cause: Cause,
  fields: ChangedFields,
): Promise<Task> {
  const saved = await saveChange(deps, ref, what, cause, fields);
  if (saved.status === 'new') await deps.taskQueue.send([{ workspace: ref.workspace, id: ref.id }]);
  return saved;
}

/** Where the task waits for an approval, that is void. */
const saveChange = (
  deps: CancelTaskDeps,
  ref: TaskRef,
  what: TaskChange,
  cause: Cause,
  fields: ChangedFields,
): Promise<Task> =>
  retryOnConflict(async () => {
    const task = await deps.tasks.get(ref);
    if (!task) throw new RexError('NOT_FOUND', `There is no task ${ref.id}.`);
    const now = deps.clock.now();
    const next = changed(task, what, fields(task, now.toISOString()));
    const { approval, events } = await voided(deps, task, what, cause, now);
    const over = await personOver(deps, task, `${cause.actor.id} decided what becomes of it.`, now);
    const beside: Beside = { ...(approval && { approval }), person: over.person };
    return deps.tasks.save(next, [taskEvent(next, what, cause, now), ...events, ...over.events], beside);
  });

async function voided(
  { approvals }: CancelTaskDeps,
  { workspace, approvalId, status }: Task,
  what: TaskChange,
  cause: Cause,
  now: Date,
): Promise<{ approval?: TaskApproval; events: RexEvent[] }> {
  const found =
    approvalId === undefined || status !== 'awaiting_approval'
      ? undefined
      : await approvals.get(workspace, approvalId);
  if (found?.subject !== 'task' || found.state !== 'pending') return { events: [] };
  const reason =
    what === 'edit' ? `${cause.actor.id} changed the task.` : `${cause.actor.id} cancelled the task.`;
  const taken = { by: cause.actor.id, at: now.toISOString(), change: what };
  const approval: TaskApproval = { ...found, state: 'void', reason, taken, version: found.version + 1 };
  return {
    approval,
    events: [approvalEvent(approval, 'approval.voided', cause.actor, now, cause.correlationId)],
  };
}
