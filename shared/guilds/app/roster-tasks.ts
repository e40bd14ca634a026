import * as z from 'zod';
import { addMs, DAY } from '../../kernel/clock.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import type { Task } from '../../tasks/domain/task.ts';
import type { RosterRunView } from '../contract/guilds.ts';
import { agentRunType } from '../contract/tasks.ts';

const PAGES = 5;
const PAGE = 100;
const SINCE_MS = 30 * DAY;

/** Tasks since then count. */
export const countedSince = (now: Date): Date => addMs(now, -SINCE_MS);

const payloadSchema = z.object({ agent: z.string() });
const resultSchema = z.object({ by: z.enum(['rules', 'model']) });

/** Whom a task is assigned to: of a run, the agent that it runs. */
export function agentOf({ type, agent, payload }: Task): string {
  const run = type === agentRunType.type ? payloadSchema.safeParse(payload) : undefined;
  return run?.success ? run.data.agent : agent;
}

/** The latest 500 tasks since then, newest first. */
export async function latestTasks(
  tasks: Pick<TaskStore, 'list'>,
  workspace: string,
  since: Date,
): Promise<Task[]> {
  const found: Task[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const next = await tasks.list(workspace, { limit: PAGE, cursor });
    found.push(...next.tasks.filter(({ createdAt }) => createdAt >= since.toISOString()));
    const isOver = next.cursor === null || found.length < (page + 1) * PAGE;
    if (isOver) break;
    cursor = next.cursor ?? undefined;
  }
  return found;
}

/** A task of an agent of the roster, as its users see it. */
export const rosterRun = (task: Task): RosterRunView => ({
  task: task.id,
  agent: agentOf(task),
  title: task.title,
  status: task.status,
  by: resultSchema.safeParse(task.result).data?.by ?? null,
  error: task.error ?? null,
  createdAt: task.createdAt,
  createdBy: task.createdBy,
  completedAt: task.completedAt ?? null,
});
