import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import type { MeetingMessage } from '../../../shared/meetings/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { readCalendarAccounts } from '../../../shared/wiring/calendar-accounts.ts';
import { meetingsHandler } from './handler.ts';

const env = readEnv({
  CALENDARS_SECRET_ARN: z.string(),
  THREAD_SECRET_ARN: z.string(),
  MEETINGS_QUEUE_URL: z.string(),
});
const tables = openTables();
const secrets = new SecretsManagerClient(awsClient());
const [accounts, secret] = await Promise.all([
  readCalendarAccounts(secrets, env.CALENDARS_SECRET_ARN),
  readSecret(secrets, env.THREAD_SECRET_ARN),
]);

export const handler = meetingsHandler({
  ...meetingStores(tables),
  accounts,
  secret,
  queue: new SqsQueue<MeetingMessage>(new SQSClient(awsClient()), env.MEETINGS_QUEUE_URL),
  clock: systemClock,
});
