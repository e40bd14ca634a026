import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoImportStore } from '../../../shared/adapters/dynamodb/import-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { S3FileStore } from '../../../shared/adapters/s3/s3-file-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';

export function container() {
  const env = readEnv({ RECORDS_TABLE: z.string(), EVENTS_TABLE: z.string(), UPLOADS_BUCKET: z.string() });
  const dynamodb = new DynamoDBClient(awsClient());
  const records = new RecordTable(dynamodb, env.RECORDS_TABLE);
  const events = new RecordTable(dynamodb, env.EVENTS_TABLE);
  const s3 = new S3Client({ ...awsClient(), forcePathStyle: true });
  return {
    leads: new DynamoLeadStore(records, events),
    numbers: new DynamoContactNumberStore(records, events),
    missions: new DynamoMissionStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    ledger: new DynamoSendLedger(records),
    imports: new DynamoImportStore(records, events),
    files: new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock),
    clock: systemClock,
  };
}
