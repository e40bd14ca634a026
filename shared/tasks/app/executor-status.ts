import { DAILY_LIMITS, taskSettingsSchema } from '../../autonomy/contract/settings.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { ExecutorStatus } from '../contract/routes.ts';
import { TASK_STATUSES } from '../contract/task.ts';
import type { TaskStore } from './ports/tasks.ts';

export interface ExecutorStatusDeps {
  readonly tasks: TaskStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
  readonly enabled: boolean;
  readonly dryRun: boolean;
}

/** Newest tasks that are counted by status. */
const COUNTED = 1_000;

/** Whether tasks are executed in a workspace, what the last run took, and what is left of the limits of the day. */
export async function executorStatus(deps: ExecutorStatusDeps, workspace: string): Promise<ExecutorStatus> {
  const day = utcDay(deps.clock.now());
  const [record, counts, lastRun, used] = await Promise.all([
    deps.workspaces.get(workspace),
    countByStatus(deps.tasks, workspace),
    deps.tasks.lastRun(workspace),
    deps.tasks.day(workspace, day),
  ]);
  // Before the first settings are saved, those by default.
  const { paused = false, dryRun = false, tasks = taskSettingsSchema.parse({}) } = record?.settings ?? {};
  return {
    status: !deps.enabled ? 'disabled' : paused ? 'paused' : 'running',
    enabled: deps.enabled,
    dry_run: deps.dryRun || dryRun,
    schedule: 'rate(2 minutes)',
    last_run: lastRun ?? null,
    counts,
    limits: DAILY_LIMITS.map((name) => {
      const most = tasks.limits[name];
      return { name, used: used[name], most, left: Math.max(0, most - used[name]) };
    }),
  };
}

async function countByStatus(tasks: TaskStore, workspace: string): Promise<ExecutorStatus['counts']> {
  const counts = Object.fromEntries(TASK_STATUSES.map((status) => [status, 0])) as ExecutorStatus['counts'];
  let cursor: string | undefined;
  let seen = 0;
  do {
    const page = await tasks.list(workspace, { limit: 100, cursor });
    for (const { status } of page.tasks) counts[status] += 1;
    seen += page.tasks.length;
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && seen < COUNTED);
  return counts;
}
