import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { EventBridgeBus } from '../../../shared/live/adapters/eventbridge/event-bridge-bus.ts';
import { DynamoFeed } from '../../../shared/live/adapters/feed.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { publisher } from './publish.ts';

const env = readEnv({ EVENT_BUS_NAME: z.string(), RECORDS_TABLE: z.string() });
const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);

export const handler = publisher(
  new EventBridgeBus(new EventBridgeClient(awsClient()), env.EVENT_BUS_NAME),
  new DynamoFeed(records, systemClock),
);
