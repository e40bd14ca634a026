import { scoreLead } from '../../../shared/agents/icp/score-lead.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoEnrichmentStore } from '../../../shared/enrichment/adapters/enrichment-store.ts';
import { DynamoIcpStore } from '../../../shared/icp/adapters/icp-store.ts';
import { listProfiles, viewProfile } from '../../../shared/icp/app/view-profile.ts';
import { profileRoutes } from '../../../shared/icp/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const deps = {
  icp: new DynamoIcpStore(records, events),
  leads: new DynamoLeadStore(records, events),
  enrichments: new DynamoEnrichmentStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  clock: systemClock,
};

export const handler = httpHandler(profileRoutes, {
  listProfiles: async ({ caller, query }) => ({ body: await listProfiles(deps, caller.workspace, query) }),
  latestProfile: async ({ caller }) => ({ body: await viewProfile(deps, caller.workspace) }),
  getProfile: async ({ caller, params }) => ({ body: await viewProfile(deps, caller.workspace, params.id) }),
  scoreLead: async ({ caller, body }) => ({ body: await scoreLead(deps, caller.workspace, body.leadId) }),
});
