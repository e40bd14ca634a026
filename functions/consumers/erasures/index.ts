import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { S3PersonFiles } from '../../../shared/gdpr/adapters/s3/person-files.ts';
import { gdprStores } from '../../../shared/gdpr/adapters/stores.ts';
import { workReplay } from '../../../shared/gdpr/app/replay-erasures.ts';
import { workErasure } from '../../../shared/gdpr/app/work-erasure.ts';
import { type ErasureMessage, gdprQueues } from '../../../shared/gdpr/contract/messages.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTable, openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';

const env = readEnv({
  ERASURES_QUEUE_URL: z.string(),
  ERASURES_TABLE: z.string(),
  INBOUND_BUCKET: z.string(),
  THREAD_SECRET_ARN: z.string(),
  UPLOADS_BUCKET: z.string(),
});
const tables = openTables();
const s3 = new S3Client({ ...awsClient(), forcePathStyle: true });
const threadSecret = await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN);
const deps = {
  ...gdprStores(tables, openTable(env.ERASURES_TABLE)),
  ...leadStores(tables),
  ...missionStores(tables),
  ...approvalStores(tables),
  ...taskStores(tables),
  erasureQueue: new SqsQueue<ErasureMessage>(new SQSClient(awsClient()), env.ERASURES_QUEUE_URL),
  mails: new S3PersonFiles(s3, env.INBOUND_BUCKET),
  uploads: new S3PersonFiles(s3, env.UPLOADS_BUCKET),
  hashes: erasureHashes(threadSecret),
  threadSecret,
  clock: systemClock,
};

export const handler = queueHandler(gdprQueues.erasures.message, (message) =>
  message.kind === 'erase' ? workErasure(deps, message) : workReplay(deps, message.workspace),
);
