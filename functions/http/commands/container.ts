import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { automationStores } from '../../../shared/automations/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { underWayStores } from '../../../shared/limits/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { approvalHooks, sendingHooks } from '../../../shared/review/app/mission-hooks.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { citationChecker } from '../../../shared/wiring/open-knowledge.ts';
import { openLlm } from '../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container() {
  const env = readEnv({
    MISSIONS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
    KNOWLEDGE_BUCKET: z.string(),
  });
  const tables = openTables();
  const sqs = new SQSClient(awsClient());
  const stores = {
    ...missionStores(tables),
    ...draftingStores(tables),
    ...approvalStores(tables),
    ...automationStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...leadStores(tables),
    ...channelStores(tables),
    ...sendingStores(tables),
    ...underWayStores(tables, systemClock),
    ...inboxStores(tables),
    ...meetingStores(tables),
    citations: citationChecker(tables, env.KNOWLEDGE_BUCKET),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    machine: new SfnMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    clock: systemClock,
    llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, tables),
  };
  return { ...stores, hooks: { ...approvalHooks(stores), ...sendingHooks(stores) } };
}
