import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { S3PersonFiles } from '../../../shared/gdpr/adapters/s3/person-files.ts';
import { gdprStores } from '../../../shared/gdpr/adapters/stores.ts';
import { eraseLead } from '../../../shared/gdpr/app/erase-lead.ts';
import { exportLead } from '../../../shared/gdpr/app/export-lead.ts';
import { erasureView, listErasures } from '../../../shared/gdpr/app/list-erasures.ts';
import { replayErasures } from '../../../shared/gdpr/app/replay-erasures.ts';
import type { ErasureMessage } from '../../../shared/gdpr/contract/messages.ts';
import { gdprRoutes } from '../../../shared/gdpr/contract/routes.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTable, openTables } from '../../../shared/platform/runtime/tables.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';

const env = readEnv({
  ERASURES_QUEUE_URL: z.string(),
  ERASURES_TABLE: z.string(),
  INBOUND_BUCKET: z.string(),
  THREAD_SECRET_ARN: z.string(),
});
const tables = openTables();
const s3 = new S3Client({ ...awsClient(), forcePathStyle: true });
const secret = await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN);
const deps = {
  ...gdprStores(tables, openTable(env.ERASURES_TABLE)),
  ...leadStores(tables),
  ...channelStores(tables),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...sendingStores(tables),
  erasureQueue: new SqsQueue<ErasureMessage>(new SQSClient(awsClient()), env.ERASURES_QUEUE_URL),
  mails: new S3PersonFiles(s3, env.INBOUND_BUCKET),
  hashes: erasureHashes(secret),
  clock: systemClock,
};

export const handler = httpHandler(gdprRoutes, {
  exportLead: async ({ caller, params }) => ({
    body: await exportLead(deps, caller.workspace, params.id),
  }),
  eraseLead: async (request) => ({
    body: erasureView(
      await eraseLead(deps, { ...causedBy(request), leadId: request.params.id, reason: request.body.reason }),
    ),
  }),
  listErasures: async ({ caller, query }) => ({
    body: await listErasures(deps, { workspace: caller.workspace, ...query }),
  }),
  replayErasures: async ({ caller }) => ({
    body: { erasures: await replayErasures(deps, caller.workspace) },
  }),
});
