import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoDomainRegistry } from '../../../shared/adapters/dynamodb/domain-registry.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoProviderLimits } from '../../../shared/adapters/dynamodb/provider-limits.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnMissionMachine } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { workspaceIdSchema } from '../../../shared/contracts/common.ts';
import type { MissionMessage, OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openDns } from '../../../shared/runtime/open-dns.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

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
    cohorts: new DynamoCohortStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
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
