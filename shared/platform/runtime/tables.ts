import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { RecordTable } from '../adapters/dynamodb/table.ts';
import { awsClient } from './clients.ts';
import { readEnv } from './env.ts';
import { logFailure } from './logger.ts';

/** The two tables, by the names in the environment; made once per function. */
export function openTables(): { readonly records: RecordTable; readonly events: RecordTable } {
  const env = readEnv({ RECORDS_TABLE: z.string(), EVENTS_TABLE: z.string() });
  const client = new DynamoDBClient(awsClient());
  return {
    records: new RecordTable(client, env.RECORDS_TABLE, tellOf),
    events: new RecordTable(client, env.EVENTS_TABLE, tellOf),
  };
}

/** A table of its own, by its name. */
export const openTable = (name: string): RecordTable =>
  new RecordTable(new DynamoDBClient(awsClient()), name, tellOf);

const tellOf = (error: Error): void => logFailure('A record was left out of a list.', error);
