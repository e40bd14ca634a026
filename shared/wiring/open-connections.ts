import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { DynamoConnectionStore } from '../live/adapters/connection-store.ts';
import { RecordTable } from '../platform/adapters/dynamodb/table.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';

/** The connections' store: these functions write no events, so they are not told of that table. */
export function openConnections(): DynamoConnectionStore {
  const { RECORDS_TABLE } = readEnv({ RECORDS_TABLE: z.string() });
  return new DynamoConnectionStore(new RecordTable(new DynamoDBClient(awsClient()), RECORDS_TABLE));
}
