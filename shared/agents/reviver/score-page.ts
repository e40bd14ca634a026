import type { EnrichmentStore } from '../../enrichment/app/ports/enrichment.ts';
import { gatherIcpFacts } from '../../icp/app/gather-icp-facts.ts';
import type { IcpStore } from '../../icp/app/ports/icp.ts';
import { RexError } from '../../kernel/errors.ts';
import { applySuppressions } from '../../leads/app/apply-suppressions.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchMessage } from '../../missions/contract/messages.ts';
import { type OutreachMission, outreachMission } from '../../missions/domain/mission.ts';
import type { RiskEvidenceStore } from '../../risk/app/ports/risk-evidence.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { leadScorer } from '../icp/icp-intelligence.ts';
import { engagementBefore } from './engagement-before.ts';
import { type Fit, reviveLead } from './reviver.ts';

export interface ScorePageDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly enrichments: Pick<EnrichmentStore, 'getMany'>;
  readonly workspaces: WorkspaceStore;
  readonly icp: IcpStore;
  readonly sends: Pick<SendLedger, 'ofCohort'>;
  readonly riskEvidence: Pick<RiskEvidenceStore, 'get'>;
}

/** One page of leads: scored, filtered, held out, given a variant; kept as the mission saw it. */
export async function scorePage(deps: ScorePageDeps, message: BatchMessage): Promise<void> {
  const { workspace, missionId, step, part } = message;
  const [found, model, settings, page] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.missions.getModel(workspace, missionId),
    deps.workspaces.get(workspace),
    deps.leads.getIndexPage(workspace, part),
  ]);
  if (!found || !model || !settings || !page) {
    throw new RexError('NOT_FOUND', `Page ${part} of mission ${missionId} lacks records that it needs.`);
  }
  const mission = outreachMission(found);
  const [read, orders, evidence] = await Promise.all([
    deps.leads.getMany(workspace, page.leads),
    // As old as the view of the leads. Who has bought since is held back by a guard, which reads anew.
    deps.leads.getOrders(workspace, page.leads, 'eventual'),
    deps.riskEvidence.get(workspace),
  ]);
  const present = await applySuppressions(
    deps,
    workspace,
    read.filter((lead) => lead !== undefined),
    missionId,
  );
  const byId = new Map(present.map((lead) => [lead.id, lead]));
  const leads = page.leads.map((id) => byId.get(id));
  const engagementOf = await engagementBefore(deps.sends, mission, present);
  const fitOf = await fitOfLeads(deps, mission, page.leads);
  const view = { mission, model, settings: settings.settings };
  await deps.missions.putScoredPage(workspace, missionId, {
    page: part,
    version: 1,
    leads: leads.flatMap((lead, i) => {
      if (!lead) return [];
      const past = { orders: orders[i], engagement: engagementOf(lead.id) };
      return [reviveLead(view, lead, past, fitOf?.(lead.id), evidence)];
    }),
  });
  await finishPart(deps, { workspace, missionId, name: step }, part);
}

/** How the leads of a page stand to the segments that a mission writes to; undefined when it writes to anybody. */
async function fitOfLeads(
  deps: ScorePageDeps,
  { workspace, id }: OutreachMission,
  leads: readonly string[],
): Promise<((leadId: string) => Fit | undefined) | undefined> {
  const target = await deps.icp.target(workspace, id);
  if (!target) return undefined;
  const profile = await deps.icp.get(workspace, target.profileId);
  if (!profile) throw new RexError('NOT_FOUND', `Profile ${target.profileId} is gone.`);
  const score = leadScorer(profile, profile.settings);
  const wanted = new Set(target.segments);
  const known = await gatherIcpFacts(deps, workspace, leads, deps.clock.now());
  const fits = new Map(
    known.map(({ lead, known: { facts } }): [string, Fit] => {
      const { score: fit, segment = '' } = score(facts);
      return [lead.id, { inside: wanted.has(segment), score: target.rankBy === 'fit' ? fit : undefined }];
    }),
  );
  return (leadId) => fits.get(leadId);
}
