import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../kernel/clock.ts';
import { liveStores } from '../live/adapters/stores.ts';
import { RecordTable } from '../platform/adapters/dynamodb/table.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';

/** The stores of live functions: these write no events, so they are not told of that table. */
export function openLive(): ReturnType<typeof liveStores> {
  const { RECORDS_TABLE } = readEnv({ RECORDS_TABLE: z.string() });
  return liveStores(
    { records: new RecordTable(new DynamoDBClient(awsClient()), RECORDS_TABLE) },
    systemClock,
  );
}
