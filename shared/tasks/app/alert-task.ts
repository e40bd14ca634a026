import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { DailyLimit } from '../../autonomy/contract/settings.ts';
import type { Task } from '../domain/task.ts';

/** A person is needed for a task that failed for good or was escalated. The same kind of task with the same end is one cause. */
export async function alertOfTask(
  deps: RaiseAlertDeps,
  { workspace, id, type, title, status, error = '', outcomeUnknown, attempts }: Task,
): Promise<void> {
  if (status !== 'failed' && status !== 'escalated') return;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'task-failed',
      severity: outcomeUnknown ? 'critical' : 'warning',
      title: outcomeUnknown
        ? `It is not known what came of a task: ${type}`
        : `A task ${status === 'failed' ? 'failed' : 'needs you'}: ${type}`,
      message: `${title}: ${error} Look at it with "rex tasks show ${id}".`,
      evidence: { taskId: id, type, attempts },
      cause: `task ${outcomeUnknown ? 'unknown' : status} ${type}`,
    },
    id,
  );
}

export async function alertOfLimit(
  deps: RaiseAlertDeps,
  { workspace, id, type }: Task,
  limit: DailyLimit,
  most: number,
): Promise<void> {
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'task-limit',
      severity: 'info',
      title: `The limit of the day for ${limit} is reached`,
      message: `${most} are allowed in a day (UTC), so ${type} waits for tomorrow. Change tasks.limits.${limit} in the settings to allow more, then "rex tasks retry ${id}".`,
      evidence: { limit, most, taskId: id },
      cause: `task-limit ${limit}`,
    },
    id,
  );
}
