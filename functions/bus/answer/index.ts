import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { answerBusCheck } from '../../../shared/coordination/app/check-bus.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { rexEventSchema } from '../../../shared/kernel/contract/envelope.ts';
import { answerForm } from '../../../shared/kernel/contract/tolerance.ts';
import { DynamoEventLog } from '../../../shared/platform/adapters/dynamodb/event-log.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';

const { EVENTS_TABLE } = readEnv({ EVENTS_TABLE: z.string() });
const log = new DynamoEventLog(new RecordTable(new DynamoDBClient(awsClient()), EVENTS_TABLE));
const busEventSchema = z.object({ detail: answerForm(rexEventSchema) });

export const handler = (event: unknown): Promise<void> =>
  answerBusCheck({ log, clock: systemClock }, busEventSchema.parse(event).detail);
