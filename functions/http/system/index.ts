import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { systemHandler } from './handler.ts';

const env = readEnv({
  RECORDS_TABLE: z.string(),
  EVENTS_TABLE: z.string(),
  PUBLIC_BASE_URL: z.url().optional(),
});
const dynamodb = new DynamoDBClient(awsClient());
const records = new RecordTable(dynamodb, env.RECORDS_TABLE);
const events = new RecordTable(dynamodb, env.EVENTS_TABLE);

export const handler = systemHandler({
  workspaces: new DynamoWorkspaceStore(records, events),
  missions: new DynamoMissionStore(records, events),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL ?? '/',
});
