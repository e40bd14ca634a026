import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoDomainRegistry } from '../../../shared/adapters/dynamodb/domain-registry.ts';
import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { S3FileStore } from '../../../shared/adapters/s3/s3-file-store.ts';
import { readSecret } from '../../../shared/adapters/secrets/secret-reader.ts';
import type { ReceiveMailDeps } from '../../../shared/app/inbound/received-mail.ts';
import { inboundRecorder } from '../../../shared/app/sending/record-inbound.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';

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
      counters: new DynamoHourCounters(records),
      clock: systemClock,
    }),
    clock: systemClock,
    threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  };
}
