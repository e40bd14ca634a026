import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import type { SendgridMessage } from '../../../shared/sending/contract/messages.ts';
import type { TextEvent } from '../../../shared/texts/contract/messages.ts';
import { readSendgridAccounts } from '../../../shared/wiring/sendgrid-accounts.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { channelsHandler } from './handler.ts';

const env = readEnv({
  TWILIO_SECRET_ARN: z.string(),
  SENDGRID_SECRET_ARN: z.string(),
  TEXTS_QUEUE_URL: z.string(),
  SENDGRID_QUEUE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  PUBLIC_BASE_URL: z.string(),
});
const tables = openTables();
const sqs = new SQSClient(awsClient());
const secrets = new SecretsManagerClient(awsClient());
const [account, sendgridAccounts] = await Promise.all([
  readTwilioAccount(secrets, env.TWILIO_SECRET_ARN),
  readSendgridAccounts(secrets, env.SENDGRID_SECRET_ARN),
]);

export const handler = channelsHandler({
  authToken: account?.authToken,
  publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  texts: new SqsQueue<TextEvent>(sqs, env.TEXTS_QUEUE_URL),
  sendgridAccounts,
  sendgrid: new SqsQueue<SendgridMessage>(sqs, env.SENDGRID_QUEUE_URL),
  outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
  ...channelStores(tables),
  ...missionStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...sendingStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  clock: systemClock,
});
