import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnMissionMachine } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { approvalHooks, sendingHooks } from '../../../shared/review/app/mission-hooks.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { openLlm } from '../../../shared/wiring/open-llm.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

export async function container() {
  const env = readEnv({
    MISSIONS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
  });
  const { records, events } = openTables();
  const sqs = new SQSClient(awsClient());
  const stores = {
    missions: new DynamoMissionStore(records, events),
    contents: new DynamoContentStore(records),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    leads: new DynamoLeadStore(records, events),
    numbers: new DynamoContactNumberStore(records, events),
    ledger: new DynamoSendLedger(records),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    clock: systemClock,
    llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, { records, events }),
  };
  return { ...stores, hooks: { ...approvalHooks(stores), ...sendingHooks(stores) } };
}
