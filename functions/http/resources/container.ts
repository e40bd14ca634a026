import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoDomainRegistry } from '../../../shared/domains/adapters/domain-registry.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';
import { DynamoProviderLimits } from '../../../shared/limits/adapters/provider-limits.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnMissionMachine } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openDns } from '../../../shared/wiring/open-dns.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

export function container() {
  const env = readEnv({
    MISSIONS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    OPERATORS_WORKSPACE: workspaceIdSchema,
  });
  const { records, events } = openTables();
  const sqs = new SQSClient(awsClient());
  return {
    missions: new DynamoMissionStore(records, events),
    contents: new DynamoContentStore(records),
    cohorts: new DynamoCohortStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    limits: new DynamoProviderLimits(records, systemClock),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    domains: new DynamoDomainRegistry(records, events),
    dns: openDns(),
    operatorsWorkspace: env.OPERATORS_WORKSPACE,
    clock: systemClock,
  };
}
