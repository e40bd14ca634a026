import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { impactOf } from '../../../shared/api/contract/queues.ts';
import { checkBus } from '../../../shared/coordination/app/check-bus.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { liveStores } from '../../../shared/live/adapters/stores.ts';
import { giveTicket } from '../../../shared/live/app/give-ticket.ts';
import { SqsDeadQueues } from '../../../shared/operations/adapters/sqs/dead-queues.ts';
import { operationStores } from '../../../shared/operations/adapters/stores.ts';
import {
  discardDeadLetter,
  listDeadLetters,
  replayDeadLetter,
} from '../../../shared/operations/app/decide-dead-letters.ts';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { DynamoEventLog } from '../../../shared/platform/adapters/dynamodb/event-log.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { namesSchema } from '../../../shared/platform/runtime/names.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

const env = readEnv({
  WEBSOCKET_URL: z.url(),
  REPLAYABLE_QUEUES: namesSchema,
  OTHER_DEAD_QUEUES: namesSchema,
});
const tables = openTables();
const deps = {
  ...operationStores(tables),
  queues: new SqsDeadQueues(new SQSClient(awsClient()), {
    replayable: env.REPLAYABLE_QUEUES,
    others: env.OTHER_DEAD_QUEUES,
    impactOf,
  }),
  ...liveStores(tables, systemClock),
  log: new DynamoEventLog(tables.events),
  clock: systemClock,
};

export const handler = httpHandler(operationRoutes, {
  listDeadLetters: async ({ caller, query }) => ({
    body: await listDeadLetters(deps, caller.workspace, query),
  }),
  replayDeadLetter: async ({ caller, params }) => ({
    body: await replayDeadLetter(deps, { ...caller, id: params.id }),
  }),
  discardDeadLetter: async ({ caller, params }) => ({
    body: await discardDeadLetter(deps, { ...caller, id: params.id }),
  }),
  checkBus: async (request) => ({ body: await checkBus(deps, causedBy(request)) }),
  realtimeTicket: async ({ caller }) => ({
    body: { ...(await giveTicket(deps, caller)), url: env.WEBSOCKET_URL },
  }),
});
