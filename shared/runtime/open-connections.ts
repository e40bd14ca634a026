import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { DynamoConnectionStore } from '../adapters/dynamodb/connection-store.ts';
import { RecordTable } from '../adapters/dynamodb/table.ts';
import { awsClient } from './clients.ts';
import { readEnv } from './env.ts';

/** The connections' store: these functions write no events, so they are not told of that table. */
export function openConnections(): DynamoConnectionStore {
  const { RECORDS_TABLE } = readEnv({ RECORDS_TABLE: z.string() });
  return new DynamoConnectionStore(new RecordTable(new DynamoDBClient(awsClient()), RECORDS_TABLE));
}
