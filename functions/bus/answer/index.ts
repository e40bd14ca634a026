import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { DynamoEventLog } from '../../../shared/adapters/dynamodb/event-log.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { answerBusCheck } from '../../../shared/app/bus/check-bus.ts';
import { rexEventSchema } from '../../../shared/contracts/events/envelope.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';

const { EVENTS_TABLE } = readEnv({ EVENTS_TABLE: z.string() });
const log = new DynamoEventLog(new RecordTable(new DynamoDBClient(awsClient()), EVENTS_TABLE));
const busEventSchema = z.object({ detail: rexEventSchema });

export const handler = (event: unknown): Promise<void> =>
  answerBusCheck({ log, clock: systemClock }, busEventSchema.parse(event).detail);
