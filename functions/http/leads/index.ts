import { createImport } from '../../../shared/app/leads/create-import.ts';
import { explainLead } from '../../../shared/app/leads/explain-lead.ts';
import { getImport } from '../../../shared/app/leads/get-import.ts';
import { leadView } from '../../../shared/app/leads/lead-view.ts';
import { listImportRows } from '../../../shared/app/leads/list-import-rows.ts';
import { listImports } from '../../../shared/app/leads/list-imports.ts';
import { listLeads } from '../../../shared/app/leads/list-leads.ts';
import { recordOrders } from '../../../shared/app/leads/record-orders.ts';
import { suppressLead } from '../../../shared/app/leads/suppress-lead.ts';
import { leadRoutes } from '../../../shared/contracts/http/leads.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { container } from './container.ts';

const deps = container();

export const handler = httpHandler(leadRoutes, {
  listLeads: async ({ caller, query }) => ({
    body: await listLeads(deps, { workspace: caller.workspace, ...query }),
  }),

  explainLead: async ({ caller, params }) => ({
    body: await explainLead(deps, caller.workspace, params.id),
  }),

  suppressLead: async ({ caller, params, body, correlationId }) => {
    const lead = await suppressLead(deps, {
      workspace: caller.workspace,
      leadId: params.id,
      reason: body.reason,
      source: 'api',
      actor: { kind: 'user', id: caller.subject },
      correlationId,
    });
    return { body: leadView(lead) };
  },

  listImports: async ({ caller, query }) => ({
    body: await listImports(deps, { workspace: caller.workspace, ...query }),
  }),

  createImport: async ({ caller, body }) => {
    const created = await createImport(deps, { workspace: caller.workspace, subject: caller.subject, body });
    return { body: created, headers: { location: `/api/leads/imports/${created.import.id}` } };
  },

  getImport: async ({ caller, params }) => ({
    body: await getImport(deps, { workspace: caller.workspace, importId: params.id }),
  }),

  listImportRows: async ({ caller, params, query }) => ({
    body: await listImportRows(deps, { workspace: caller.workspace, importId: params.id, ...query }),
  }),

  recordOrders: async ({ caller, body }) => ({
    body: await recordOrders(deps, { workspace: caller.workspace, body }),
  }),
});
