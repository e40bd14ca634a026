import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoDomainRegistry } from '../../../shared/domains/adapters/domain-registry.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import type { ReceiveMailDeps } from '../../../shared/inbound/app/received-mail.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { inboundRecorder } from '../../../shared/sending/app/record-inbound.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

export async function container(): Promise<ReceiveMailDeps> {
  const env = readEnv({
    RECORDS_TABLE: z.string(),
    EVENTS_TABLE: z.string(),
    INBOUND_BUCKET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    OPERATORS_WORKSPACE: z.string(),
  });
  const dynamodb = new DynamoDBClient(awsClient());
  const records = new RecordTable(dynamodb, env.RECORDS_TABLE);
  const events = new RecordTable(dynamodb, env.EVENTS_TABLE);
  const leads = new DynamoLeadStore(records, events);
  const ledger = new DynamoSendLedger(records);
  const replies = new DynamoReplyStore(records, events);
  return {
    leads,
    ledger,
    replies,
    numbers: new DynamoContactNumberStore(records, events),
    alerts: new DynamoAlertStore(records, events),
    domains: new DynamoDomainRegistry(records, events),
    operatorsWorkspace: env.OPERATORS_WORKSPACE,
    files: new S3FileStore(
      new S3Client({ ...awsClient(), forcePathStyle: true }),
      env.INBOUND_BUCKET,
      systemClock,
    ),
    feedback: inboundRecorder({
      leads,
      ledger,
      replies,
      workspaces: new DynamoWorkspaceStore(records, events),
      pools: new DynamoPoolStore(records, events),
      counters: new DynamoHourCounters(records),
      clock: systemClock,
    }),
    clock: systemClock,
    threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  };
}
