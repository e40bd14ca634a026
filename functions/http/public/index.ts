import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';
import { publicHandler } from './handler.ts';

const env = readEnv({ THREAD_SECRET_ARN: z.string() });
const { records, events } = openTables();

export const handler = publicHandler({
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  counters: new DynamoHourCounters(records),
  threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
});
