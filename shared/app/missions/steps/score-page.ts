import { reviveLead } from '../../../agents/reviver/reviver.ts';
import type { BatchMessage } from '../../../contracts/messages/queues.ts';
import { outreachMission } from '../../../domain/missions/mission.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { LeadStore } from '../../ports/leads.ts';
import type { WorkspaceStore } from '../../ports/workspace.ts';
import { finishPart, type StepDeps } from '../mission-steps.ts';

export type ScorePageDeps = StepDeps & { readonly leads: LeadStore; readonly workspaces: WorkspaceStore };

/** One page of leads: scored, filtered, held out, given a variant; kept as the mission saw it. */
export async function scorePage(deps: ScorePageDeps, message: BatchMessage): Promise<void> {
  const { workspace, missionId, step, part } = message;
  const [found, model, settings, page] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.missions.getModel(workspace, missionId),
    deps.workspaces.get(workspace),
    deps.leads.getRosterPage(workspace, part),
  ]);
  if (!found || !model || !settings || !page) {
    throw new RexError('NOT_FOUND', `Page ${part} of mission ${missionId} has lost what it needs.`);
  }
  const mission = outreachMission(found);
  const [leads, orders] = await Promise.all([
    deps.leads.getMany(workspace, page.leads),
    deps.leads.getOrders(workspace, page.leads),
  ]);
  const view = { mission, model, settings: settings.settings };
  await deps.missions.putScoredPage(workspace, missionId, {
    page: part,
    version: 1,
    leads: leads.flatMap((lead, i) => (lead ? [reviveLead(view, lead, orders[i])] : [])),
  });
  await finishPart(deps, { workspace, missionId, name: step }, part);
}
