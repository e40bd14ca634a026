import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import type { TextEvent } from '../../../shared/contracts/messages/texts.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { readTwilioAccount } from '../../../shared/runtime/twilio-account.ts';
import { channelsHandler } from './handler.ts';

const env = readEnv({
  TWILIO_SECRET_ARN: z.string(),
  TEXTS_QUEUE_URL: z.string(),
  PUBLIC_BASE_URL: z.string(),
});
const account = await readTwilioAccount(new SecretsManagerClient(awsClient()), env.TWILIO_SECRET_ARN);

export const handler = channelsHandler({
  authToken: account?.authToken,
  publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  texts: new SqsQueue<TextEvent>(new SQSClient(awsClient()), env.TEXTS_QUEUE_URL),
  clock: systemClock,
});
