import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { judgeDomains } from '../../../shared/allocation/app/judge-domains.ts';
import { decisionStores } from '../../../shared/decisions/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { readDays, readWorkspace } from '../../../shared/domains/app/check-domain-health.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { tryAll } from '../../../shared/kernel/concurrency.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { provisioningStores } from '../../../shared/provisioning/adapters/stores.ts';
import { readProvisionings, recheckDomains } from '../../../shared/provisioning/app/recheck-domains.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { openDns, openLookUps } from '../../../shared/wiring/open-dns.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({
  MISSIONS_QUEUE_URL: z.string(),
  MISSION_MACHINE_ARN: z.string(),
  PROVISIONING_MACHINE_ARN: z.string(),
  AWS_REGION: z.string(),
});
const tables = openTables();
const deps = {
  ...workspaceStores(tables),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...decisionStores(tables),
  ...domainStores(tables),
  ...alertStores(tables),
  ...provisioningStores(tables),
  dns: openDns(),
  lookUps: openLookUps(),
  region: env.AWS_REGION,
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  machine: new SfnMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
  provisioningMachine: new SfnMachine(new SFNClient(awsClient()), env.PROVISIONING_MACHINE_ARN),
  clock: systemClock,
};

export const handler = everyWorkspace(deps.workspaces, async (workspace, correlationId) => {
  let changed = 0;
  const { pool, record } = await readWorkspace(deps, workspace);
  // At the same moment, which makes it one request. Who needs it is told of what fails.
  const days = readDays(deps, pool);
  days.catch(() => undefined);
  const asked = { pool, record, days, provisionings: readProvisionings(deps, workspace, pool) };
  let read: typeof asked | undefined = asked;
  // Rules for bulk senders first: they decide where missions may be moved to.
  await tryAll([recheckDomains, judgeDomains], async (look) => {
    const known = read;
    // What somebody has changed, or has failed to change, is read again.
    read = undefined;
    const count = await look(deps, workspace, correlationId, known);
    if (count === 0) read = known;
    changed += count;
  });
  return changed;
});
