import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { domainStores, providerDayStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';
import { limitStores } from '../../../shared/limits/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openDns } from '../../../shared/wiring/open-dns.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export function container() {
  const env = readEnv({
    MISSIONS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    OPERATORS_WORKSPACE: workspaceIdSchema,
  });
  const tables = openTables();
  const sqs = new SQSClient(awsClient());
  return {
    ...missionStores(tables),
    ...draftingStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...providerDayStores(tables),
    ...limitStores(tables, systemClock),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    machine: new SfnMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    dns: openDns(),
    operatorsWorkspace: env.OPERATORS_WORKSPACE,
    clock: systemClock,
  };
}
