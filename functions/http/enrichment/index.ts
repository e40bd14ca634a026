import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import {
  enrichNow,
  readEnrichmentUsage,
  viewEnrichment,
} from '../../../shared/app/enrichment/view-enrichment.ts';
import { enrichmentRoutes } from '../../../shared/contracts/http/enrichment.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openEnrichment } from '../../../shared/runtime/open-enrichment.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ ENRICHMENT_SECRET_ARN: z.string() });
const { records, events } = openTables();
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  ...(await openEnrichment(secrets, env.ENRICHMENT_SECRET_ARN, { records, events })),
  leads: new DynamoLeadStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
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
