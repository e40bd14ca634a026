import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoImportStore } from '../../../shared/leads/adapters/import-store.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

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
    contents: new DynamoContentStore(records),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    ledger: new DynamoSendLedger(records),
    imports: new DynamoImportStore(records, events),
    files: new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock),
    clock: systemClock,
  };
}
