import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { judgeDomains } from '../../../shared/allocation/app/judge-domains.ts';
import { DynamoDecisionStore } from '../../../shared/decisions/adapters/decision-store.ts';
import { DynamoDomainRegistry } from '../../../shared/domains/adapters/domain-registry.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnMissionMachine } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { openDns } from '../../../shared/wiring/open-dns.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), MISSION_MACHINE_ARN: z.string() });
const { records, events } = openTables();
const workspaces = new DynamoWorkspaceStore(records, events);
const pools = new DynamoPoolStore(records, events);
const deps = {
  workspaces,
  pools,
  missions: new DynamoMissionStore(records, events),
  contents: new DynamoContentStore(records),
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
