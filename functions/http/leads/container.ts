import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { automationStores } from '../../../shared/automations/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { erasureHashes } from '../../../shared/gdpr/domain/erasure-hashes.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { citationChecker } from '../../../shared/wiring/open-knowledge.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container() {
  const env = readEnv({
    UPLOADS_BUCKET: z.string(),
    OPERATORS_WORKSPACE: workspaceIdSchema,
    THREAD_SECRET_ARN: z.string(),
    KNOWLEDGE_BUCKET: z.string(),
  });
  const tables = openTables();
  const s3 = new S3Client({ ...awsClient(), forcePathStyle: true });
  const { addressHashOf } = erasureHashes(
    await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  );
  return {
    erasedNameOf: addressHashOf,
    ...leadStores(tables),
    ...automationStores(tables),
    ...channelStores(tables),
    ...missionStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...approvalStores(tables),
    ...draftingStores(tables),
    ...sendingStores(tables),
    ...inboxStores(tables),
    ...meetingStores(tables),
    citations: citationChecker(tables, env.KNOWLEDGE_BUCKET),
    files: new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock),
    clock: systemClock,
    operatorsWorkspace: env.OPERATORS_WORKSPACE,
  };
}
