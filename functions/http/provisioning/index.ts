import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { provisioningStores } from '../../../shared/provisioning/adapters/stores.ts';
import { checkRecords } from '../../../shared/provisioning/app/check-records.ts';
import { viewRules } from '../../../shared/provisioning/app/judge-sender.ts';
import { requireOwned } from '../../../shared/provisioning/app/owned-domain.ts';
import { startProvisioning } from '../../../shared/provisioning/app/start-provisioning.ts';
import { recordsView, viewRecords } from '../../../shared/provisioning/app/view-records.ts';
import { provisioningRoutes } from '../../../shared/provisioning/contract/routes.ts';
import { openLookUps } from '../../../shared/wiring/open-dns.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ PROVISIONING_MACHINE_ARN: z.string(), AWS_REGION: z.string() });
const tables = openTables();
const deps = {
  ...alertStores(tables),
  ...domainStores(tables),
  ...provisioningStores(tables),
  ...workspaceStores(tables),
  provisioningMachine: new SfnMachine(new SFNClient(awsClient()), env.PROVISIONING_MACHINE_ARN),
  lookUps: openLookUps(),
  region: env.AWS_REGION,
  clock: systemClock,
};

export const handler = httpHandler(provisioningRoutes, {
  provisionDomain: async (request) => ({
    body: recordsView(
      await startProvisioning(deps, { ...causedBy(request), domain: request.params.id }),
      deps.region,
    ),
  }),
  listDomainRecords: async ({ caller, params }) => ({
    body: await viewRecords(deps, caller.workspace, params.id),
  }),
  checkDomainRecords: async ({ caller, params, correlationId }) => {
    const of = { workspace: caller.workspace, domain: params.id };
    await requireOwned(deps, of.workspace, of.domain);
    return { body: recordsView(await checkRecords(deps, of, correlationId), deps.region) };
  },
  listSenderRules: async ({ caller, params }) => ({
    body: await viewRules(deps, caller.workspace, params.id),
  }),
});
