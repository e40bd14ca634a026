import type { Clock } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import type {
  Asking,
  DocumentStore,
  KnowledgeFiles,
  PassageIndex,
  RankedPassage,
} from '../../app/ports/knowledge.ts';
import { answersTo, type Edition, type KnowledgeDocument } from '../../domain/document.ts';
import { fuse } from '../../domain/fuse.ts';
import { questionTerms } from '../../domain/terms.ts';
import { fitting } from './dimensions.ts';
import { filterOf, type KeyParts, keyOf, partsOf, TERMS } from './stored-passages.ts';
import type { VectorsClient } from './vectors-client.ts';

export interface VectorsIndexDeps {
  readonly documents: Pick<DocumentStore, 'head' | 'list'>;
  readonly knowledgeFiles: Pick<KnowledgeFiles, 'passages'>;
  readonly clock: Clock;
}

/** The most that one text of a question may have. */
const LONGEST_QUESTION = 1_024;
const MOST_HELD = 8;

interface Listed {
  readonly version: number;
  readonly documents: ReadonlyMap<string, KnowledgeDocument>;
}

type Hit = KeyParts & { readonly document: KnowledgeDocument; readonly current: Edition };

/**
 * Passages in one index of S3 Vectors for all workspaces. It gives keys; whether a passage may be seen is decided by the records
 * of documents, which are listed again when the head has changed, and its text comes from the bucket.
 */
export class VectorsIndex implements PassageIndex {
  private readonly deps: VectorsIndexDeps;
  private readonly client: Pick<VectorsClient, 'query'>;
  private readonly dimensions: number;
  private readonly listed = new Map<string, Listed>();

  constructor(deps: VectorsIndexDeps, client: Pick<VectorsClient, 'query'>, dimensions: number) {
    this.deps = deps;
    this.client = client;
    this.dimensions = dimensions;
  }

  async search(
    asking: Asking,
    question: string,
    { limit, vector }: Parameters<PassageIndex['search']>[2],
  ): Promise<RankedPassage[]> {
    const documents = await this.documentsOf(asking.workspace);
    const now = this.deps.clock.now();
    const text = textOf(question, documents);
    const [words, meaning] = await Promise.all([
      text === ''
        ? []
        : this.client.query({
            filter: filterOf(asking, now),
            queryTexts: [{ text, metadataKey: TERMS }],
          }),
      vector === undefined
        ? []
        : this.client.query({
            filter: filterOf(asking, now, vector.model),
            queryVector: { float32: fitting(vector.values, this.dimensions) },
          }),
    ]);
    const hits = new Map<string, Hit>();
    for (const key of [...words, ...meaning]) {
      const hit = hitOf(key, documents, asking, now);
      if (hit) hits.set(key, hit);
    }
    const keys = [...hits.keys()];
    const numbers = new Map(keys.map((key, number) => [key, number]));
    const placesIn = (list: readonly string[]): number[] => list.flatMap((key) => numbers.get(key) ?? []);
    const lists = { words: placesIn(words), meaning: placesIn(meaning) };
    const rank = (list: readonly number[], id: number): number | null => list.indexOf(id) + 1 || null;
    const best = fuse([lists.words, lists.meaning])
      .slice(0, limit)
      .flatMap(({ id, score }) => {
        const hit = hits.get(keys[id] ?? '');
        const ranks = { words: rank(lists.words, id), meaning: rank(lists.meaning, id) };
        return hit ? [{ hit, score, ranks }] : [];
      });
    const texts = await this.textsOf(best.map(({ hit }) => hit));
    return best.flatMap(({ hit: { document, current, ...parts }, score, ranks }) => {
      const passage = texts.get(document.id)?.find(({ n }) => n === parts.n);
      const { id, title, category } = document;
      const { edition, language } = current;
      return passage ? [{ document: id, edition, title, category, language, passage, score, ranks }] : [];
    });
  }

  private async documentsOf(workspace: string): Promise<Listed['documents']> {
    const { documents } = this.deps;
    const { version } = await documents.head(workspace);
    const known = this.listed.get(workspace);
    const listed =
      known?.version === version
        ? known
        : { version, documents: new Map((await documents.list(workspace)).map((each) => [each.id, each])) };
    this.listed.delete(workspace);
    this.listed.set(workspace, listed);
    const [oldest] = this.listed.keys();
    if (this.listed.size > MOST_HELD && oldest !== undefined) this.listed.delete(oldest);
    return listed.documents;
  }

  private async textsOf(hits: readonly Hit[]) {
    const of = [...new Map(hits.map((hit) => [hit.id, hit])).values()];
    const read = await mapConcurrent(
      of,
      8,
      async ({ workspace, id, current }) =>
        [id, await this.deps.knowledgeFiles.passages(workspace, id, current)] as const,
    );
    return new Map(read);
  }
}

/** The stems that are asked for, as many as the service takes. */
function textOf(question: string, documents: Listed['documents']): string {
  const languages = [...documents.values()].flatMap(({ current }) => (current ? [current.language] : []));
  let text = '';
  for (const term of questionTerms(question, [...new Set(languages)]))
    if (text.length + term.length < LONGEST_QUESTION) text += text === '' ? term : ` ${term}`;
  return text;
}

/** Undefined for what was left behind, and for what the caller may not read by now. */
function hitOf(key: string, documents: Listed['documents'], asking: Asking, now: Date): Hit | undefined {
  const parts = partsOf(key);
  const document = parts?.workspace === asking.workspace ? documents.get(parts.id) : undefined;
  const current = document?.current;
  if (!parts || !document || !current) return undefined;
  const isCurrent = key === keyOf(asking.workspace, document.id, current, parts.n);
  return isCurrent && answersTo(document, asking, now) ? { ...parts, document, current } : undefined;
}
