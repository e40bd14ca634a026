import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnMissionMachine } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { approvalHooks, sendingHooks } from '../../../shared/review/app/mission-hooks.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

export function container() {
  const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), MISSION_MACHINE_ARN: z.string() });
  const { records, events } = openTables();
  const stores = {
    missions: new DynamoMissionStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
    machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    clock: systemClock,
  };
  return { ...stores, hooks: { ...approvalHooks(stores), ...sendingHooks(stores) } };
}
