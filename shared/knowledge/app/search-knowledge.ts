import type { z } from 'zod';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { EmbeddingPort } from '../../llm/app/ports/llm.ts';
import type { FoundPassage, PassageView, SearchResult, searchBodySchema } from '../contract/knowledge.ts';
import { marksOf } from '../domain/terms.ts';
import type { PassageIndex, QuestionVector, RankedPassage } from './ports/knowledge.ts';

export interface SearchDeps {
  readonly passageIndex: PassageIndex;
  /** Absent where no embedding model is configured. */
  readonly embedder?: EmbeddingPort | undefined;
}

const NO_MODEL = 'No embedding model is configured: passages are found by their words alone.';
const EMBED_MS = 4_000;

/** Passages by BM25 over stemmed words and, where there is a model, by the nearness of vectors, joined by their ranks. */
export async function searchKnowledge(
  deps: SearchDeps,
  asked: { readonly workspace: string; readonly role: Role } & z.infer<typeof searchBodySchema>,
): Promise<SearchResult> {
  const { workspace, role, question, limit, category, audience } = asked;
  const asking = { workspace, role, category, customers: audience === 'customers' };
  const { vector, notice } = await vectorOf(deps, workspace, question);
  const found = await deps.passageIndex.search(asking, question, { limit, vector });
  return {
    passages: found.map((each) => foundView(each, question)),
    by: vector ? ['words', 'meaning'] : ['words'],
    notice,
  };
}

/** Of the question. Words find passages, too, when the model cannot be asked. */
async function vectorOf(
  { embedder }: SearchDeps,
  workspace: string,
  question: string,
): Promise<{ readonly vector?: QuestionVector; readonly notice: string | null }> {
  if (!embedder) return { notice: NO_MODEL };
  try {
    const asked = { workspace, purpose: 'knowledge', texts: [question], timeoutMs: EMBED_MS };
    const [values] = await embedder.embed(asked);
    return values ? { vector: { model: embedder.model, values }, notice: null } : { notice: NO_MODEL };
  } catch (error) {
    if (error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE')
      return { notice: `${error.message} Passages are found by their words alone.` };
    throw error;
  }
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
