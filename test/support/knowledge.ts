import { ROLES } from '../../shared/kernel/contract/common.ts';
import type { EditionRef, KnowledgeFiles } from '../../shared/knowledge/app/ports/knowledge.ts';
import type { KnowledgeDocument } from '../../shared/knowledge/domain/document.ts';
import type { Passage } from '../../shared/knowledge/domain/passages.ts';

const AT = '2026-03-01T00:00:00.000Z';

/** A document that answers, of the workspace acme. */
export const documentOf = (
  more: Partial<KnowledgeDocument> & { readonly id: string },
): KnowledgeDocument => ({
  workspace: 'acme',
  version: 1,
  title: more.id,
  category: 'best-practices',
  template: null,
  audience: 'members',
  readers: [...ROLES],
  expiresAt: null,
  state: 'ready',
  source: { kind: 'content', sha256: more.id },
  format: 'text',
  askedBy: 'ann',
  failure: null,
  dueAt: null,
  current: {
    edition: 1,
    sha256: more.id,
    format: 'text',
    passages: 1,
    characters: 1,
    pages: null,
    language: 'en',
    missing: [],
    vectors: null,
    audience: more.audience ?? 'members',
    readers: [...ROLES],
    readAt: AT,
    by: 'ann',
  },
  indexed: [],
  createdAt: AT,
  createdBy: 'ann',
  changedAt: AT,
  ...more,
});

/** Files in memory: what `S3KnowledgeFiles` does over S3. */
export function knowledgeFilesInMemory(): KnowledgeFiles & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const get = (key: string): Uint8Array => {
    const bytes = files.get(key);
    if (!bytes) throw new Error(`There is no file ${key}.`);
    return bytes;
  };
  const folder = (ws: string, id: string) => `knowledge/${ws}/document/${id}/`;
  const passagesKey = (ws: string, id: string, { edition, sha256 }: EditionRef) =>
    `${folder(ws, id)}${edition}-${sha256}`;
  return {
    files,
    putContent: async (ws, id, sha256, bytes) => void files.set(`${folder(ws, id)}${sha256}`, bytes),
    content: async (ws, id, sha256) => get(`${folder(ws, id)}${sha256}`),
    putPassages: async (ws, id, edition, passages) =>
      void files.set(passagesKey(ws, id, edition), Buffer.from(JSON.stringify(passages))),
    passages: async (ws, id, edition) =>
      JSON.parse(Buffer.from(get(passagesKey(ws, id, edition))).toString()) as Passage[],
    putVectors: async (ws, id, edition, vectors) =>
      void files.set(
        `${passagesKey(ws, id, edition)}.vectors`,
        Buffer.from(JSON.stringify(vectors.map((each) => [...each]))),
      ),
    vectors: async (ws, id, edition) =>
      (JSON.parse(Buffer.from(get(`${passagesKey(ws, id, edition)}.vectors`)).toString()) as number[][]).map(
        (each) => Float32Array.from(each),
      ),
    removeAll: async (ws, id) => {
      for (const key of files.keys()) if (key.startsWith(folder(ws, id))) files.delete(key);
    },
    putCopy: async (ws, version, bytes) => {
      const key = `knowledge/${ws}/index/${version}.db`;
      files.set(key, bytes);
      return key;
    },
    copy: async (key) => get(key),
    removeCopy: async (key) => void files.delete(key),
  };
}
