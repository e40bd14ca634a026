import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { campaignStores } from '../campaigns/adapters/stores.ts';
import { domainStores } from '../domains/adapters/stores.ts';
import { draftingStores } from '../drafting/adapters/stores.ts';
import { systemClock } from '../kernel/clock.ts';
import type { ArbiterDeps } from '../lords/arbiter/app/deps.ts';
import { memberStores } from '../members/adapters/stores.ts';
import { missionStores } from '../missions/adapters/stores.ts';
import type { MissionMessage } from '../missions/contract/messages.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { SqsQueue } from '../platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';
import { seatStores } from '../seats/adapters/stores.ts';
import { workspaceStores } from '../workspaces/adapters/stores.ts';

/** What the Arbiter reads, and the allocator by which it acts: for its requests, and for its hourly look. */
export function openArbiter(tables: Tables): ArbiterDeps {
  const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), MISSION_MACHINE_ARN: z.string() });
  return {
    ...seatStores(tables, 'arbiter'),
    ...campaignStores(tables),
    ...memberStores(tables),
    ...missionStores(tables),
    ...draftingStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
    machine: new SfnMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    clock: systemClock,
  };
}
