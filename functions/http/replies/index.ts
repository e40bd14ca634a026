import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { decideReply } from '../../../shared/app/replies/decide-reply.ts';
import { listReplies, viewReply } from '../../../shared/app/replies/view-replies.ts';
import { replyRoutes } from '../../../shared/contracts/http/replies.ts';
import type { OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ OUTBOUND_QUEUE_URL: z.string() });
const { records, events } = openTables();
const deps = {
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
};

export const handler = httpHandler(replyRoutes, {
  listReplies: async ({ caller, query }) => ({ body: await listReplies(deps, caller.workspace, query) }),

  getReply: async ({ caller, params }) => ({ body: await viewReply(deps, caller.workspace, params.id) }),

  decideReply: async ({ caller, params, body, correlationId }) => {
    const { workspace, subject } = caller;
    const actor = { kind: 'user', id: subject } as const;
    await decideReply(deps, { workspace, id: params.id, ...body, actor, correlationId });
    const { alsoWaiting: _, ...view } = await viewReply(deps, workspace, params.id);
    return { body: view };
  },
});
