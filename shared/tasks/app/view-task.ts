import { effectDigest } from '../../autonomy/domain/effect.ts';
import { RexError } from '../../kernel/errors.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { TaskDetail } from '../contract/routes.ts';
import type { TaskView } from '../contract/task.ts';
import type { Task } from '../domain/task.ts';
import { explainTask } from './explain-task.ts';
import type { TaskRef, TaskStore } from './ports/tasks.ts';

export const taskView = (task: Task): TaskView => ({
  id: task.id,
  status: task.status,
  type: task.type,
  title: task.title,
  description: task.description ?? null,
  agent: task.agent,
  priority: task.priority,
  payload: task.payload,
  dueAt: task.dueAt,
  missionId: task.missionId ?? null,
  createdAt: task.createdAt,
  createdBy: task.createdBy,
  dryRun: task.dryRun,
  attempts: task.attempts,
  lastAttemptAt: task.lastAttemptAt ?? null,
  error: task.error ?? null,
  outcomeUnknown: task.outcomeUnknown,
  effect: task.effect ?? null,
  decision: task.decision ?? null,
  requiresApproval: task.decision?.verdict === 'ask',
  approvalId: task.approvalId ?? null,
  approvedBy: task.approvedBy ?? null,
  approvedAt: task.approvedAt ?? null,
  rejectedBy: task.rejectedBy ?? null,
  rejectedAt: task.rejectedAt ?? null,
  rejectedReason: task.rejectedReason ?? null,
  editedBy: task.editedBy ?? null,
  deliverableUrl: task.deliverableUrl ?? null,
  providerId: task.providerId ?? null,
  result: task.result ?? null,
  completedAt: task.completedAt ?? null,
  undoable: task.status === 'completed' && task.undo !== undefined && task.undoneBy === undefined,
  undoes: task.undoes ?? null,
  undoneBy: task.undoneBy ?? null,
});

/** @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listTasks(
  { tasks }: { readonly tasks: TaskStore },
  workspace: string,
  filter: Parameters<TaskStore['list']>[1],
): Promise<{ tasks: TaskView[]; cursor: string | null }> {
  const page = await tasks.list(workspace, filter);
  return { tasks: page.tasks.map(taskView), cursor: page.cursor };
}

export interface ViewTaskDeps {
  readonly tasks: TaskStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  /** ENABLE_AUTO_EXECUTION */
  readonly enabled: boolean;
}

/** A task with how things were before and after, and what happened or what it waits for. @throws RexError NOT_FOUND */
export async function viewTask(
  { tasks, workspaces, enabled }: ViewTaskDeps,
  ref: TaskRef,
): Promise<TaskDetail> {
  const [task, snapshots, record] = await Promise.all([
    tasks.get(ref),
    tasks.snapshots(ref),
    workspaces.get(ref.workspace),
  ]);
  if (!task) throw new RexError('NOT_FOUND', `There is no task ${ref.id}.`);
  const executor = { enabled, paused: record?.settings.paused ?? false };
  const digest = task.effect ? effectDigest(task.effect) : null;
  return { ...taskView(task), digest, explanation: explainTask(task, executor), snapshots };
}
