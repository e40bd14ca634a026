import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../../shared/inbox/app/record-received.ts';
import type { AnswerMessage } from '../../../shared/inbox/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { calendarsOf } from '../../../shared/meetings/adapters/calendars.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import type { MeetingMessage } from '../../../shared/meetings/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { readCalendarAccounts } from '../../../shared/wiring/calendar-accounts.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import type { MeetingsDeps } from './handler.ts';

export async function container(): Promise<MeetingsDeps> {
  const env = readEnv({
    CALENDARS_SECRET_ARN: z.string(),
    THREAD_SECRET_ARN: z.string(),
    MEETINGS_QUEUE_URL: z.string(),
    ANSWERS_QUEUE_URL: z.string(),
    PUBLIC_BASE_URL: z.string(),
  });
  const tables = openTables();
  const secrets = new SecretsManagerClient(awsClient());
  const [accounts, threadSecret] = await Promise.all([
    readCalendarAccounts(secrets, env.CALENDARS_SECRET_ARN),
    readSecret(secrets, env.THREAD_SECRET_ARN),
  ]);
  const sqs = new SQSClient(awsClient());
  return {
    ...meetingStores(tables),
    ...inboxStores(tables),
    ...approvalStores(tables),
    ...draftingStores(tables),
    inbox: inboxOf({ ...inboxStores(tables), clock: systemClock }),
    ...channelStores(tables),
    ...sendingStores(tables),
    ...leadStores(tables),
    ...replyStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...engagementStores(tables),
    ...calendarsOf(accounts, threadSecret),
    accounts,
    threadSecret,
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
    queue: new SqsQueue<MeetingMessage>(sqs, env.MEETINGS_QUEUE_URL),
    answerQueue: new SqsQueue<AnswerMessage>(sqs, env.ANSWERS_QUEUE_URL),
    clock: systemClock,
  };
}
