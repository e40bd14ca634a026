import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import type { Cause } from '../../../shared/kernel/events.ts';
import { newId } from '../../../shared/kernel/ids.ts';
import { HeldIndex } from '../../../shared/knowledge/adapters/fts/held-index.ts';
import { S3KnowledgeFiles } from '../../../shared/knowledge/adapters/s3-knowledge-files.ts';
import { uploadKey } from '../../../shared/knowledge/adapters/s3-uploaded-files.ts';
import { knowledgeStores } from '../../../shared/knowledge/adapters/stores.ts';
import { answerQuestion } from '../../../shared/knowledge/app/answer-question.ts';
import { putDocument } from '../../../shared/knowledge/app/put-document.ts';
import { listDocuments, listPassages } from '../../../shared/knowledge/app/read-documents.ts';
import { readable, removeDocument } from '../../../shared/knowledge/app/remove-document.ts';
import { searchKnowledge } from '../../../shared/knowledge/app/search-knowledge.ts';
import { documentView } from '../../../shared/knowledge/app/views.ts';
import { MOST_UPLOAD_BYTES } from '../../../shared/knowledge/contract/knowledge.ts';
import type { KnowledgeMessage } from '../../../shared/knowledge/contract/messages.ts';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { templateViews } from '../../../shared/knowledge/domain/templates.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openEmbeddings, openLlm } from '../../../shared/wiring/open-llm.ts';
import { hasVectors, openVectorsIndex } from '../../../shared/wiring/open-vectors.ts';

/** For the copy of a large index. */
const FILE_TIMEOUT_MS = 15_000;

const env = readEnv({
  KNOWLEDGE_BUCKET: z.string(),
  UPLOADS_BUCKET: z.string(),
  KNOWLEDGE_QUEUE_URL: z.string(),
  OPENAI_SECRET_ARN: z.string(),
});
const tables = openTables();
const s3 = new S3Client({ ...awsClient({ timeoutMs: FILE_TIMEOUT_MS }), forcePathStyle: true });
const stores = {
  ...knowledgeStores(tables),
  knowledgeFiles: new S3KnowledgeFiles(s3, env.KNOWLEDGE_BUCKET),
  clock: systemClock,
};
const secrets = new SecretsManagerClient(awsClient());
const deps = {
  ...stores,
  passageIndex: (await openVectorsIndex(stores)) ?? new HeldIndex(stores),
  indexIsOutside: hasVectors(),
  knowledgeQueue: new SqsQueue<KnowledgeMessage>(new SQSClient(awsClient()), env.KNOWLEDGE_QUEUE_URL),
  llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
  embedder: await openEmbeddings(secrets, env.OPENAI_SECRET_ARN, tables),
};
const uploads = new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock);

const causeOf = ({ subject }: Caller, correlationId: string): Cause => ({
  actor: { kind: 'user', id: subject },
  correlationId,
});

export const handler = httpHandler(knowledgeRoutes, {
  listDocuments: async ({ caller: { workspace, role }, query }) => ({
    body: await listDocuments(deps, { workspace, role, ...query }),
  }),
  putDocument: async ({ caller, body, correlationId }) => {
    const { workspace, role } = caller;
    const document = await putDocument(deps, {
      workspace,
      role,
      body,
      cause: causeOf(caller, correlationId),
    });
    return { body: documentView(document) };
  },
  getDocument: async ({ caller: { workspace, role }, params: { id } }) => ({
    body: documentView(await readable(deps.documents, { workspace, role, id })),
  }),
  listPassages: async ({ caller: { workspace, role }, params: { id } }) => ({
    body: await listPassages(deps, { workspace, role, id }),
  }),
  removeDocument: async ({ caller, params: { id }, correlationId }) => {
    const { workspace, role } = caller;
    await removeDocument(deps, { workspace, role, id, cause: causeOf(caller, correlationId) });
    return { body: { id } };
  },
  createUpload: async ({ caller: { workspace } }) => {
    const upload = newId('ku', systemClock.now());
    const form = await uploads.uploadForm(uploadKey(workspace, upload), MOST_UPLOAD_BYTES);
    return { body: { upload, ...form, expiresAt: form.expiresAt.toISOString() } };
  },
  searchKnowledge: async ({ caller: { workspace, role }, body }) => ({
    body: await searchKnowledge(deps, { workspace, role, ...body }),
  }),
  answerQuestion: async ({ caller: { workspace, role }, body }) => ({
    body: await answerQuestion(deps, { workspace, role, ...body }),
  }),
  listTemplates: async () => ({ body: { templates: templateViews() } }),
});
