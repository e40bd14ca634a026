import { explainLead } from '../../../shared/explain/app/explain-lead.ts';
import { addSuppression } from '../../../shared/leads/app/add-suppression.ts';
import { createImport } from '../../../shared/leads/app/create-import.ts';
import { getImport } from '../../../shared/leads/app/get-import.ts';
import { importSuppressions } from '../../../shared/leads/app/import-suppressions.ts';
import { leadView } from '../../../shared/leads/app/lead-view.ts';
import { listImportRows } from '../../../shared/leads/app/list-import-rows.ts';
import { listImports } from '../../../shared/leads/app/list-imports.ts';
import { listLeads } from '../../../shared/leads/app/list-leads.ts';
import { exportSuppressions, listSuppressions } from '../../../shared/leads/app/list-suppressions.ts';
import { recordOrders } from '../../../shared/leads/app/record-orders.ts';
import { suppressLead } from '../../../shared/leads/app/suppress-lead.ts';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { container } from './container.ts';

const deps = await container();
/** Where the entries of a request come from. */
const source = 'api';

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
      source,
      actor: { kind: 'user', id: caller.subject },
      correlationId,
    });
    const [orders] = await deps.leads.getOrders(lead.workspace, [lead.id]);
    return { body: leadView(lead, orders) };
  },

  listSuppressions: async ({ caller, query }) => ({
    body: await listSuppressions(deps, { workspace: caller.workspace, ...query }),
  }),

  addSuppression: async ({ caller, body, correlationId }) => ({
    body: await addSuppression(deps, { workspace: caller.workspace, ...body, source, correlationId }),
  }),

  importSuppressions: async ({ caller, body, correlationId }) => ({
    body: await importSuppressions(deps, { workspace: caller.workspace, ...body, correlationId }),
  }),

  exportSuppressions: async ({ caller, query }) => ({
    body: await exportSuppressions(deps, { workspace: caller.workspace, ...query }),
  }),

  listImports: async ({ caller, query }) => ({
    body: await listImports(deps, { workspace: caller.workspace, ...query }),
  }),

  createImport: async ({ caller, body }) => {
    const created = await createImport(deps, { workspace: caller.workspace, subject: caller.subject, body });
    return { body: created, headers: { location: `/api/leads/imports/${created.import.id}` } };
  },

  previewImport: async ({ body }) => {
    // Reads files, numbers and notes in many languages: a large part, and asked for seldom.
    const { previewImport } = await import('../../../shared/leads/app/preview-import.ts');
    return { body: previewImport(body) };
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
