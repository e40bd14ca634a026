import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDeadLetterStore } from '../../../shared/adapters/dynamodb/dead-letter-store.ts';
import { DynamoEventLog } from '../../../shared/adapters/dynamodb/event-log.ts';
import { DynamoFeed } from '../../../shared/adapters/dynamodb/feed.ts';
import { DynamoTicketStore } from '../../../shared/adapters/dynamodb/ticket-store.ts';
import { SqsDeadQueues } from '../../../shared/adapters/sqs/dead-queues.ts';
import { checkBus } from '../../../shared/app/bus/check-bus.ts';
import {
  discardDeadLetter,
  listDeadLetters,
  replayDeadLetter,
} from '../../../shared/app/operations/decide-dead-letters.ts';
import { giveTicket } from '../../../shared/app/realtime/give-ticket.ts';
import { operationRoutes } from '../../../shared/contracts/http/operations.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { causedBy } from '../../../shared/runtime/caused-by.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { namesSchema } from '../../../shared/runtime/names.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({ REPLAYABLE_QUEUES: namesSchema, OTHER_DEAD_QUEUES: namesSchema });
const { records, events } = openTables();
const deps = {
  letters: new DynamoDeadLetterStore(records),
  queues: new SqsDeadQueues(new SQSClient(awsClient()), {
    replayable: env.REPLAYABLE_QUEUES,
    others: env.OTHER_DEAD_QUEUES,
  }),
  tickets: new DynamoTicketStore(records, systemClock),
  log: new DynamoEventLog(events),
  feed: new DynamoFeed(records, systemClock),
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
  realtimeTicket: async ({ caller }) => ({ body: await giveTicket(deps, caller) }),
});
