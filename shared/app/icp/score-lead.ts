import { leadScorer } from '../../agents/icp/icp-intelligence.ts';
import type { IcpScore } from '../../contracts/http/profiles.ts';
import { icpSettingsSchema } from '../../contracts/icp-settings.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { EnrichmentStore } from '../ports/enrichment.ts';
import type { IcpStore } from '../ports/icp.ts';
import type { LeadStore } from '../ports/leads.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { knownOfLeads } from './known-of-lead.ts';

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
    knownOfLeads(deps, workspace, [leadId], deps.clock.now()),
  ]);
  if (!found) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const score = leadScorer(profile, record?.settings.icp ?? icpSettingsSchema.parse({}));
  const { segment = null, parts, moved, ...rest } = score(found.known.facts);
  return { leadId, profileId: profile?.id ?? null, ...rest, segment, parts: [...parts], moved: [...moved] };
}
