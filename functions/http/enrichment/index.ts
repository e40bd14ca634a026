import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import {
  enrichNow,
  readEnrichmentUsage,
  viewEnrichment,
} from '../../../shared/enrichment/app/view-enrichment.ts';
import { enrichmentRoutes } from '../../../shared/enrichment/contract/routes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openEnrichment } from '../../../shared/wiring/open-enrichment.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ ENRICHMENT_SECRET_ARN: z.string() });
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  ...(await openEnrichment(secrets, env.ENRICHMENT_SECRET_ARN, tables)),
  ...leadStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  clock: systemClock,
};

export const handler = httpHandler(enrichmentRoutes, {
  showEnrichment: async ({ caller, params }) => ({
    body: await viewEnrichment(deps, caller.workspace, params.id),
  }),
  enrichLead: async ({ caller, params, correlationId }) => ({
    body: await enrichNow(deps, { workspace: caller.workspace, leadId: params.id, correlationId }),
  }),
  enrichmentUsage: async ({ caller, query }) => ({
    body: await readEnrichmentUsage(deps, caller.workspace, query.day),
  }),
});
