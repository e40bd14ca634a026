import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { readSecret } from '../../../shared/adapters/secrets/secret-reader.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { publicHandler } from './handler.ts';

const env = readEnv({ THREAD_SECRET_ARN: z.string() });
const { records, events } = openTables();

export const handler = publicHandler({
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  counters: new DynamoHourCounters(records),
  threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
});
