import { systemClock } from '../kernel/clock.ts';
import type { PassageIndex } from '../knowledge/app/ports/knowledge.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import type { CitationChecker } from '../sending/app/ports/sending.ts';
import { openVectorsIndex } from './open-vectors.ts';

/** The knowledge base for functions that seldom need it: what reads documents is loaded then. */
const openStores = async (tables: Tables, bucket: string) => {
  const [{ S3Client }, { S3KnowledgeFiles }, { knowledgeStores }, { awsClient }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../knowledge/adapters/s3-knowledge-files.ts'),
    import('../knowledge/adapters/stores.ts'),
    import('../platform/runtime/clients.ts'),
  ]);
  const s3 = new S3Client({ ...awsClient(), forcePathStyle: true });
  return {
    ...knowledgeStores(tables),
    knowledgeFiles: new S3KnowledgeFiles(s3, bucket),
    clock: systemClock,
  };
};

export function passageOpener(tables: Tables, bucket: string): () => Promise<PassageIndex> {
  let index: Promise<PassageIndex> | undefined;
  const open = async () => {
    const stores = await openStores(tables, bucket);
    const outside = await openVectorsIndex(stores);
    if (outside) return outside;
    const { HeldIndex } = await import('../knowledge/adapters/fts/held-index.ts');
    return new HeldIndex(stores);
  };
  return () => {
    index ??= open();
    return index;
  };
}

export const citationChecker = (tables: Tables, bucket: string): CitationChecker => ({
  async check(workspace, cited) {
    const { checkCitations } = await import('../knowledge/app/check-citations.ts');
    return checkCitations(await openStores(tables, bucket), workspace, cited);
  },
});
