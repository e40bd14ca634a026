import type { z } from 'zod';
import type { TaskStore } from '../../channels/app/ports/tasks.ts';
import type { Task } from '../../channels/domain/task.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { taskViewSchema } from '../contract/routes.ts';

export type TaskView = z.infer<typeof taskViewSchema>;

export interface ListTasksDeps {
  readonly tasks: TaskStore;
  readonly leads: LeadStore;
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
}

const WIDTH = 8;

export const taskView = (task: Task, lead: Lead | undefined, obstacle: string | undefined): TaskView => ({
  id: task.id,
  state: task.state,
  channel: task.channel,
  missionId: task.missionId,
  leadId: task.leadId,
  step: task.step,
  name: [lead?.profile.firstName, lead?.profile.lastName].filter(Boolean).join(' ') || null,
  profileUrl: task.profileUrl,
  text: task.text,
  obstacle: obstacle ?? null,
  createdAt: task.createdAt,
  openUntil: task.openUntil,
  settledAt: task.settledAt ?? null,
  settledBy: task.settledBy ?? null,
});

/**
 * Tasks, the oldest first. A person may do a task days after it was opened, so obstacles that came up since (a pause, a
 * cancellation, an opt-out) are checked again and listed.
 */
export async function listTasks(
  deps: ListTasksDeps,
  workspace: string,
  page: Parameters<TaskStore['list']>[1],
): Promise<{ tasks: TaskView[]; cursor: string | null }> {
  const [{ tasks, cursor }, record] = await Promise.all([
    deps.tasks.list(workspace, page),
    deps.workspaces.get(workspace),
  ]);
  const leads = await deps.leads.getMany(
    workspace,
    tasks.map(({ leadId }) => leadId),
    'consistent',
  );
  const views = await mapConcurrent(tasks, WIDTH, async (task, i) => {
    const lead = leads[i];
    const mission = task.state === 'open' ? await deps.missions.get(workspace, task.missionId) : undefined;
    const obstacle =
      task.state === 'open' ? obstacleOf(lead, mission?.state, record?.settings.paused ?? true) : undefined;
    return taskView(task, lead, obstacle);
  });
  return { tasks: views, cursor };
}

/** Why an open task must not be done now, as a sentence. */
function obstacleOf(
  lead: Lead | undefined,
  missionState: string | undefined,
  paused: boolean,
): string | undefined {
  if (!lead) return 'The lead is no longer there.';
  if (lead.suppression) return `This person must not be contacted: ${lead.suppression.reason}.`;
  if (lead.hold) return `What this person wrote waits for a decision (${lead.hold.reason}).`;
  if (lead.profile.consent === 'opted_out') return 'This person has opted out.';
  if (missionState !== 'EXECUTING') return `The mission is ${missionState ?? 'no longer there'}.`;
  return paused ? 'The workspace is paused.' : undefined;
}
