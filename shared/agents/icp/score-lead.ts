import type { EnrichmentStore } from '../../enrichment/app/ports/enrichment.ts';
import { gatherIcpFacts } from '../../icp/app/gather-icp-facts.ts';
import type { IcpStore } from '../../icp/app/ports/icp.ts';
import type { IcpScore } from '../../icp/contract/routes.ts';
import { icpSettingsSchema } from '../../icp/contract/settings.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { leadScorer } from './icp-intelligence.ts';

export interface ScoreLeadDeps {
  readonly icp: Pick<IcpStore, 'latest'>;
  readonly leads: LeadStore;
  readonly enrichments: Pick<EnrichmentStore, 'getMany'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

/** How well a lead fits, by the newest profile, or by the weights alone before there is one. @throws RexError NOT_FOUND */
export async function scoreLead(deps: ScoreLeadDeps, workspace: string, leadId: string): Promise<IcpScore> {
  const [profile, record, [found]] = await Promise.all([
    deps.icp.latest(workspace),
    deps.workspaces.get(workspace),
    gatherIcpFacts(deps, workspace, [leadId], deps.clock.now()),
  ]);
  if (!found) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const score = leadScorer(profile, record?.settings.icp ?? icpSettingsSchema.parse({}));
  const { segment = null, parts, moved, ...rest } = score(found.known.facts);
  return { leadId, profileId: profile?.id ?? null, ...rest, segment, parts: [...parts], moved: [...moved] };
}
