import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../../shared/inbox/app/record-received.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { correctClass } from '../../../shared/replies/app/correct-class.ts';
import { decideReply } from '../../../shared/replies/app/decide-reply.ts';
import { listReplies, viewReply } from '../../../shared/replies/app/view-replies.ts';
import { replyRoutes } from '../../../shared/replies/contract/routes.ts';

const env = readEnv({ OUTBOUND_QUEUE_URL: z.string() });
const tables = openTables();
const deps = {
  ...draftingStores(tables),
  ...leadStores(tables),
  ...missionStores(tables),
  ...replyStores(tables),
  inbox: inboxOf({ ...inboxStores(tables), clock: systemClock }),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
};

export const handler = httpHandler(replyRoutes, {
  listReplies: async ({ caller, query }) => ({ body: await listReplies(deps, caller.workspace, query) }),

  getReply: async ({ caller, params }) => ({ body: await viewReply(deps, caller.workspace, params.id) }),

  correctReplyClass: async ({ caller: { workspace, subject }, params: { id }, body, correlationId }) => {
    const cause = { actor: { kind: 'user', id: subject }, correlationId } as const;
    await correctClass(deps, { workspace, id, class: body.class, cause });
    const { alsoWaiting: _, ...view } = await viewReply(deps, workspace, id);
    return { body: view };
  },

  decideReply: async ({ caller, params, body, correlationId }) => {
    const { workspace, subject } = caller;
    const actor = { kind: 'user', id: subject } as const;
    await decideReply(deps, { workspace, id: params.id, ...body, actor, correlationId });
    const { alsoWaiting: _, ...view } = await viewReply(deps, workspace, params.id);
    return { body: view };
  },
});
