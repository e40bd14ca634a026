import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { DynamoImportStore } from '../../../shared/adapters/dynamodb/import-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
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
    imports: new DynamoImportStore(records, events),
    files: new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock),
    clock: systemClock,
  };
}
