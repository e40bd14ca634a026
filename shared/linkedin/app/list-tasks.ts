import type { z } from 'zod';
import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import type { Task } from '../../channels/domain/task.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { type Lead, type LeadOrders, purchasesOf } from '../../leads/domain/lead.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, outreachMission } from '../../missions/domain/mission.ts';
import { alreadyBought } from '../../sending/domain/guards/already-bought.ts';
import { consent } from '../../sending/domain/guards/consent.ts';
import { firstObstacleOf } from '../../sending/domain/guards/guards.ts';
import { held } from '../../sending/domain/guards/held.ts';
import { missionActive } from '../../sending/domain/guards/mission-active.ts';
import { notBefore } from '../../sending/domain/guards/not-before.ts';
import { paused } from '../../sending/domain/guards/paused.ts';
import { suppressed } from '../../sending/domain/guards/suppressed.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { taskViewSchema } from '../contract/routes.ts';

export type TaskView = z.infer<typeof taskViewSchema>;

export interface ListTasksDeps {
  readonly linkedinTasks: LinkedinTaskStore;
  readonly leads: LeadStore;
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly clock: Clock;
}

const WIDTH = 8;
/** Guards whose verdict may have changed since the task was created. The other guards were asked then. */
const STILL_ASKED = [missionActive, paused, suppressed, held, notBefore, consent, alreadyBought];

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
 * Tasks, the oldest first. A person may do a task days after it was opened, so the guards are asked again about obstacles
 * that came up since (a pause, a cancellation, an opt-out, an absence).
 */
export async function listTasks(
  deps: ListTasksDeps,
  workspace: string,
  page: Parameters<LinkedinTaskStore['list']>[1],
): Promise<{ tasks: TaskView[]; cursor: string | null }> {
  const [{ tasks, cursor }, record] = await Promise.all([
    deps.linkedinTasks.list(workspace, page),
    deps.workspaces.get(workspace),
  ]);
  const ids = tasks.map(({ leadId }) => leadId);
  const [leads, orders] = await Promise.all([
    deps.leads.getMany(workspace, ids, 'consistent'),
    deps.leads.getOrders(workspace, ids),
  ]);
  const now = deps.clock.now();
  const views = await mapConcurrent(tasks, WIDTH, async (task, i) => {
    const lead = leads[i];
    if (task.state !== 'open') return taskView(task, lead, undefined);
    const mission = await deps.missions.get(workspace, task.missionId);
    return taskView(
      task,
      lead,
      obstacleOf({
        lead,
        channel: task.channel,
        orders: orders[i],
        mission,
        settings: record?.settings,
        now,
      }),
    );
  });
  return { tasks: views, cursor };
}

interface Circumstances {
  readonly lead: Lead | undefined;
  readonly channel: Channel;
  readonly orders: LeadOrders | undefined;
  readonly mission: Mission | undefined;
  readonly settings: Settings | undefined;
  readonly now: Date;
}

/** Why an open task must not be done now, as a sentence. */
function obstacleOf({ lead, channel, orders, mission, settings, now }: Circumstances): string | undefined {
  if (!lead) return 'The lead is no longer there.';
  if (!mission) return 'The mission is no longer there.';
  if (!settings) return 'The workspace has no settings.';
  const lastOrderOn = purchasesOf(orders)?.lastOn;
  return firstObstacleOf(STILL_ASKED, {
    lead,
    channel,
    lastOrderOn,
    mission: outreachMission(mission),
    settings,
    now,
  })?.verdict.explanation;
}
