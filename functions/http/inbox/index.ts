import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import type { AnswerMessage } from '../../../shared/inbox/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { inboxHandler } from './handler.ts';

const env = readEnv({ ANSWERS_QUEUE_URL: z.string() });
const tables = openTables();

export const handler = inboxHandler({
  ...inboxStores(tables),
  ...meetingStores(tables),
  ...approvalStores(tables),
  ...domainStores(tables),
  answerQueue: new SqsQueue<AnswerMessage>(new SQSClient(awsClient()), env.ANSWERS_QUEUE_URL),
  ...channelStores(tables),
  ...draftingStores(tables),
  ...leadStores(tables),
  ...missionStores(tables),
  ...replyStores(tables),
  ...sendingStores(tables),
  ...workspaceStores(tables),
  clock: systemClock,
});
