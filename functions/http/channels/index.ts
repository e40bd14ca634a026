import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoTaskStore } from '../../../shared/channels/adapters/task-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import type { TextEvent } from '../../../shared/texts/contract/messages.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';
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
  pools: new DynamoPoolStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
});
