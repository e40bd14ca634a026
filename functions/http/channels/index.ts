import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoTaskStore } from '../../../shared/adapters/dynamodb/task-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import type { OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import type { TextEvent } from '../../../shared/contracts/messages/texts.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { readTwilioAccount } from '../../../shared/runtime/twilio-account.ts';
import { channelsHandler } from './handler.ts';

const env = readEnv({
  TWILIO_SECRET_ARN: z.string(),
  TEXTS_QUEUE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  PUBLIC_BASE_URL: z.string(),
});
const { records, events } = openTables();
const sqs = new SQSClient(awsClient());
const account = await readTwilioAccount(new SecretsManagerClient(awsClient()), env.TWILIO_SECRET_ARN);

export const handler = channelsHandler({
  authToken: account?.authToken,
  publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  texts: new SqsQueue<TextEvent>(sqs, env.TEXTS_QUEUE_URL),
  outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
  tasks: new DynamoTaskStore(records, events),
  missions: new DynamoMissionStore(records, events),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  ledger: new DynamoSendLedger(records),
  workspaces: new DynamoWorkspaceStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
});
