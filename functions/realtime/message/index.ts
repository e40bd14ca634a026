import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoFeed } from '../../../shared/live/adapters/feed.ts';
import { answerClient } from '../../../shared/live/app/answer-client.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openConnections } from '../../../shared/wiring/open-connections.ts';
import { openGateway } from '../../../shared/wiring/open-gateway.ts';

const { RECORDS_TABLE } = readEnv({ RECORDS_TABLE: z.string() });
const records = new RecordTable(new DynamoDBClient(awsClient()), RECORDS_TABLE);
const deps = { connections: openConnections(), feed: new DynamoFeed(records, systemClock) };
const gateway = openGateway();

export const handler = async (event: unknown) => {
  const { body, requestContext } = socketEventSchema.parse(event);
  const { connectionId, authorizer } = requestContext;
  // One after the other: a client reads them in this order, and one that has gone ends it.
  for await (const answer of answerClient(deps, { ...authorizer, connectionId, text: body })) {
    if ((await gateway.post(connectionId, answer)) !== 'sent') break;
  }
  return OK;
};
