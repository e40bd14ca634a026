import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { ApprovalOfTask } from '../contract/routes.ts';
import { type DecideTaskDeps, decideTask, type TaskDecision } from './decide-task.ts';
import type { TaskRef, TaskStore } from './ports/tasks.ts';

/** @throws RexError NOT_FOUND */
export async function approvalOfTask(
  {
    tasks,
    approvals,
  }: { readonly tasks: Pick<TaskStore, 'get'>; readonly approvals: Pick<ApprovalStore, 'get'> },
  ref: TaskRef,
): Promise<ApprovalOfTask> {
  const task = await tasks.get(ref);
  if (!task) throw new RexError('NOT_FOUND', `There is no task ${ref.id}.`);
  const found =
    task.approvalId === undefined ? undefined : await approvals.get(ref.workspace, task.approvalId);
  return {
    taskId: task.id,
    requiresApproval: task.decision?.verdict === 'ask',
    status: task.status,
    approvalId: task.approvalId ?? null,
    digest: found?.digest ?? null,
    effect: task.effect ?? null,
    approvedBy: task.approvedBy ?? null,
    rejectedBy: task.rejectedBy ?? null,
    rejectedReason: task.rejectedReason ?? null,
  };
}

/** A decision on a task by its own id. @throws RexError NOT_FOUND, CONFLICT */
export async function decideOnTask(
  deps: DecideTaskDeps,
  ref: TaskRef,
  decision: Omit<TaskDecision, 'cause'>,
  cause: Cause,
): Promise<ApprovalOfTask> {
  const { approvalId, status } = await approvalOfTask(deps, ref);
  if (approvalId === null) throw new RexError('CONFLICT', `The task is ${status} and asks for no approval.`);
  await decideTask(deps, { workspace: ref.workspace, id: approvalId }, { ...decision, cause });
  return approvalOfTask(deps, ref);
}
