import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { finishImport } from '../../../shared/leads/app/finish-import.ts';
import { type ChunkDeps, importChunk } from '../../../shared/leads/app/import-chunk.ts';
import { startImport } from '../../../shared/leads/app/start-import.ts';
import { type ImportMessage, leadQueues } from '../../../shared/leads/contract/messages.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

/** For the largest file that an import takes. */
const FILE_TIMEOUT_MS = 60_000;

const env = readEnv({
  UPLOADS_BUCKET: z.string(),
  IMPORTS_QUEUE_URL: z.string(),
  THREAD_SECRET_ARN: z.string(),
});
const tables = openTables();
const s3 = new S3Client({ ...awsClient({ timeoutMs: FILE_TIMEOUT_MS }), forcePathStyle: true });
const { addressHashOf } = erasureHashes(
  await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
);
const deps: ChunkDeps = {
  erasedNameOf: addressHashOf,
  ...leadStores(tables),
  files: new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock),
  queue: new SqsQueue(new SQSClient(awsClient()), env.IMPORTS_QUEUE_URL),
  clock: systemClock,
};

async function dispatch(message: ImportMessage): Promise<void> {
  switch (message.kind) {
    case 'start':
      return startImport(deps, message);
    case 'chunk':
      return importChunk(deps, message);
    case 'finish':
      return finishImport(deps, message);
  }
}

export const handler = queueHandler(leadQueues.imports.message, async (messages) => {
  for (const message of messages) await dispatch(message);
});
