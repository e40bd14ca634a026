import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { DynamoFeed } from '../../../shared/adapters/dynamodb/feed.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { answerClient } from '../../../shared/app/realtime/answer-client.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openConnections } from '../../../shared/runtime/open-connections.ts';
import { openGateway } from '../../../shared/runtime/open-gateway.ts';
import { OK, socketEventSchema } from '../../../shared/runtime/socket-event.ts';

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
