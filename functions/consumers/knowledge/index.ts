import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { HeldIndex } from '../../../shared/knowledge/adapters/fts/held-index.ts';
import { S3KnowledgeFiles } from '../../../shared/knowledge/adapters/s3-knowledge-files.ts';
import { s3UploadedFiles } from '../../../shared/knowledge/adapters/s3-uploaded-files.ts';
import { knowledgeStores } from '../../../shared/knowledge/adapters/stores.ts';
import type { PageReader, PdfReader } from '../../../shared/knowledge/app/ports/knowledge.ts';
import { workDocument } from '../../../shared/knowledge/app/read-document.ts';
import { knowledgeQueues } from '../../../shared/knowledge/contract/messages.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { MAX_BYTES, PublicSite } from '../../../shared/seo/adapters/public-site.ts';
import { WEBHOOK_TARGETS } from '../../../shared/webhooks/contract/webhooks.ts';
import { openEmbeddings } from '../../../shared/wiring/open-llm.ts';
import { openVectorsPublisher } from '../../../shared/wiring/open-vectors.ts';

/** For the largest file. */
const FILE_TIMEOUT_MS = 60_000;

const env = readEnv({
  KNOWLEDGE_BUCKET: z.string(),
  UPLOADS_BUCKET: z.string(),
  OPENAI_SECRET_ARN: z.string(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});
const tables = openTables();
const s3 = new S3Client({ ...awsClient({ timeoutMs: FILE_TIMEOUT_MS }), forcePathStyle: true });
/** Loaded for the first PDF only: it is larger than all else together. */
const pdf: PdfReader = {
  async read(bytes) {
    const { unpdfReader } = await import('../../../shared/knowledge/adapters/pdf/unpdf-reader.ts');
    return unpdfReader.read(bytes);
  },
};
const stores = {
  ...knowledgeStores(tables),
  knowledgeFiles: new S3KnowledgeFiles(s3, env.KNOWLEDGE_BUCKET),
  clock: systemClock,
};
const publisher = await openVectorsPublisher();
const index = new HeldIndex(stores);
const pages: PageReader = {
  async read(address) {
    // A new one, since it keeps what robots.txt says for as long as it lives.
    const answer = await new PublicSite({ targets: env.WEBHOOK_TARGETS }).read(address);
    if (answer.kind !== 'fetched') return answer;
    const { status, contentType, bytes } = answer;
    if (status >= 500 || status === 429)
      return { kind: 'failed', reason: `${address} gave no answer (${status}).` };
    if (status !== 200) return { kind: 'refused', reason: `${address} answered ${status}.` };
    return bytes.length >= MAX_BYTES
      ? { kind: 'refused', reason: `${address} is larger than ${MAX_BYTES / 1e6} MB: upload it.` }
      : { kind: 'fetched', contentType, bytes: utf8Of(bytes, contentType) };
  },
};

/** Texts of the web come in many encodings. */
function utf8Of(bytes: Uint8Array, contentType: string): Uint8Array {
  const [, charset] = /charset\s*=\s*"?([\w-]+)/i.exec(contentType) ?? [];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return bytes;
  try {
    return Buffer.from(new TextDecoder(charset).decode(bytes));
  } catch {
    return bytes;
  }
}
const deps = {
  ...stores,
  uploads: s3UploadedFiles(new S3FileStore(s3, env.UPLOADS_BUCKET, systemClock)),
  pages,
  pdf,
  publisher,
  embedder: await openEmbeddings(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, tables),
};

export const handler = queueHandler(knowledgeQueues.knowledge.message, async (message) => {
  await workDocument(deps, message);
  if (!publisher) await index.copyWhenWorthIt(message.workspace);
});
