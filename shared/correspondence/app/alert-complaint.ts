import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Answer } from '../../inbox/domain/answer.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';

export interface TaskComplaintDeps extends RaiseAlertDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
}

/**
 * Somebody reported an e-mail of a task as spam. The evidence names agent, kind of effect and segment: exactly what was earned for
 * them is lost, and they are one cause. What a member wrote is no matter of agents, and no alert.
 */
export async function alertOfTaskComplaint(
  deps: TaskComplaintDeps,
  { workspace, id: answerId, leadId, task: taskId }: Answer,
): Promise<void> {
  const task = taskId === undefined ? undefined : await deps.tasks.get({ workspace, id: taskId });
  if (!task?.effect) return;
  const { agent, effect } = task;
  const { kind, segment } = effect;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'customer-complaint',
      severity: 'warning',
      title: `A recipient reported an e-mail of ${agent} as spam`,
      message: `The person gets nothing more. Look at what was sent ("rex tasks show ${task.id}"). What ${agent} had earned for ${kind} (${segment}) is lost: people approve it again.`,
      evidence: { agent, effect: kind, segment, taskId: task.id, answerId, leadId },
      cause: `complaint ${kind} ${segment} ${agent}`,
    },
    task.id,
  );
}
