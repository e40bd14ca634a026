import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoDecisionStore } from '../../../shared/adapters/dynamodb/decision-store.ts';
import { DynamoDomainRegistry } from '../../../shared/adapters/dynamodb/domain-registry.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnMissionMachine } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { judgeDomains } from '../../../shared/app/resources/judge-domains.ts';
import type { MissionMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { everyWorkspace } from '../../../shared/runtime/every-workspace.ts';
import { openDns } from '../../../shared/runtime/open-dns.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), MISSION_MACHINE_ARN: z.string() });
const { records, events } = openTables();
const workspaces = new DynamoWorkspaceStore(records, events);
const deps = {
  workspaces,
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  decisions: new DynamoDecisionStore(records),
  domains: new DynamoDomainRegistry(records, events),
  alerts: new DynamoAlertStore(records, events),
  dns: openDns(),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
  clock: systemClock,
};

export const handler = everyWorkspace(workspaces, (workspace, correlationId) =>
  judgeDomains(deps, workspace, correlationId),
);
