import { DynamoEnrichmentStore } from '../../../shared/adapters/dynamodb/enrichment-store.ts';
import { DynamoIcpStore } from '../../../shared/adapters/dynamodb/icp-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { scoreLead } from '../../../shared/app/icp/score-lead.ts';
import { listProfiles, viewProfile } from '../../../shared/app/icp/view-profile.ts';
import { profileRoutes } from '../../../shared/contracts/http/profiles.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  icp: new DynamoIcpStore(records, events),
  leads: new DynamoLeadStore(records, events),
  enrichments: new DynamoEnrichmentStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  clock: systemClock,
};

export const handler = httpHandler(profileRoutes, {
  listProfiles: async ({ caller, query }) => ({ body: await listProfiles(deps, caller.workspace, query) }),
  latestProfile: async ({ caller }) => ({ body: await viewProfile(deps, caller.workspace) }),
  getProfile: async ({ caller, params }) => ({ body: await viewProfile(deps, caller.workspace, params.id) }),
  scoreLead: async ({ caller, body }) => ({ body: await scoreLead(deps, caller.workspace, body.leadId) }),
});
