import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnMissionMachine } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import type { MissionMessage, OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openLlm } from '../../../shared/runtime/open-llm.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

export async function container() {
  const env = readEnv({
    MISSIONS_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
  });
  const { records, events } = openTables();
  const sqs = new SQSClient(awsClient());
  return {
    missions: new DynamoMissionStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    leads: new DynamoLeadStore(records, events),
    numbers: new DynamoContactNumberStore(records, events),
    ledger: new DynamoSendLedger(records),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
    clock: systemClock,
    llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, { records, events }),
  };
}
