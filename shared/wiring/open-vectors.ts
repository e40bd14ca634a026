import * as z from 'zod';
import type { VectorsIndexDeps } from '../knowledge/adapters/s3-vectors/vectors-index.ts';
import type { PassageIndex, PassagePublisher } from '../knowledge/app/ports/knowledge.ts';
import { readEnv } from '../platform/runtime/env.ts';

const ENV = {
  KNOWLEDGE_INDEX_ARN: z.string().optional(),
  KNOWLEDGE_DIMENSIONS: z.coerce.number().int().min(1).default(1),
};

/** Whether passages are in S3 Vectors (`-c knowledgeEngine=s3vectors`), and not in the index of each process. */
export const hasVectors = (): boolean => readEnv(ENV).KNOWLEDGE_INDEX_ARN !== undefined;

/** Undefined where the index is in the process. */
export async function openVectorsIndex(deps: VectorsIndexDeps): Promise<PassageIndex | undefined> {
  const opened = await openClient();
  if (!opened) return undefined;
  const { VectorsIndex } = await import('../knowledge/adapters/s3-vectors/vectors-index.ts');
  return new VectorsIndex(deps, opened.client, opened.dimensions);
}

/** Undefined where the index is in the process. */
export async function openVectorsPublisher(): Promise<PassagePublisher | undefined> {
  const opened = await openClient();
  if (!opened) return undefined;
  const { VectorsPublisher } = await import('../knowledge/adapters/s3-vectors/vectors-publisher.ts');
  return new VectorsPublisher(opened.client, opened.dimensions);
}

async function openClient() {
  const { KNOWLEDGE_INDEX_ARN: indexArn, KNOWLEDGE_DIMENSIONS: dimensions } = readEnv(ENV);
  if (indexArn === undefined) return undefined;
  const { VectorsClient } = await import('../knowledge/adapters/s3-vectors/vectors-client.ts');
  return { client: new VectorsClient({ indexArn }), dimensions };
}
