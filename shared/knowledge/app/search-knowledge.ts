import type { z } from 'zod';
import type { Role } from '../../kernel/contract/common.ts';
import type { FoundPassage, PassageView, SearchResult, searchBodySchema } from '../contract/knowledge.ts';
import { marksOf } from '../domain/terms.ts';
import type { PassageIndex, RankedPassage } from './ports/knowledge.ts';

export interface SearchDeps {
  readonly passageIndex: PassageIndex;
  /** Absent where no embedding model is configured. */
  readonly embedder?: Embedder | undefined;
}

/** Makes vectors of length 1 of texts: near vectors, near meanings. */
export interface Embedder {
  /** @throws RexError PROVIDER_UNAVAILABLE */
  embed(workspace: string, texts: readonly string[]): Promise<Float32Array[]>;
}

export const NO_MODEL = 'No embedding model is configured: passages are found by their words alone.';

/** Passages by BM25 over stemmed words and, where there is a model, by the nearness of vectors, joined by their ranks. */
export async function searchKnowledge(
  deps: SearchDeps,
  asked: { readonly workspace: string; readonly role: Role } & z.infer<typeof searchBodySchema>,
): Promise<SearchResult> {
  const { workspace, role, question, limit, category, audience } = asked;
  const asking = { workspace, role, category, customers: audience === 'customers' };
  const found = await deps.passageIndex.search(asking, question, { limit });
  return { passages: found.map((each) => foundView(each, question)), by: ['words'], notice: NO_MODEL };
}

export const passageView = ({
  document,
  edition,
  title,
  category,
  passage: { n, ...place },
}: Pick<RankedPassage, 'document' | 'edition' | 'title' | 'category' | 'passage'>): PassageView => ({
  document,
  title,
  category,
  edition,
  passage: n,
  ...place,
});

const foundView = (found: RankedPassage, question: string): FoundPassage => ({
  ...passageView(found),
  language: found.language,
  score: found.score,
  ranks: found.ranks,
  marks: marksOf(found.passage.text, question, found.language),
});
