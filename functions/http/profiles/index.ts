import { scoreLead } from '../../../shared/agents/icp/score-lead.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { enrichmentStores } from '../../../shared/enrichment/adapters/stores.ts';
import { icpStores } from '../../../shared/icp/adapters/stores.ts';
import { listProfiles, viewProfile } from '../../../shared/icp/app/view-profile.ts';
import { profileRoutes } from '../../../shared/icp/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...icpStores(tables),
  ...leadStores(tables),
  ...enrichmentStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  clock: systemClock,
};

export const handler = httpHandler(profileRoutes, {
  listProfiles: async ({ caller, query }) => ({ body: await listProfiles(deps, caller.workspace, query) }),
  latestProfile: async ({ caller }) => ({ body: await viewProfile(deps, caller.workspace) }),
  getProfile: async ({ caller, params }) => ({ body: await viewProfile(deps, caller.workspace, params.id) }),
  scoreLead: async ({ caller, body }) => ({ body: await scoreLead(deps, caller.workspace, body.leadId) }),
});
