import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { CATEGORIES } from '../../../knowledge/contract/knowledge.ts';
import { unproven } from '../../../knowledge/domain/grounded.ts';
import { quotesFor } from '../../../knowledge/domain/quotes.ts';
import { capability, Lacking, question } from './capability.ts';

const NONE =
  'No document of the knowledge base answers it. Add one ("rex knowledge add"), and run the agent again.';

export const answer = capability({
  name: 'answer',
  does: 'Answers a question from the documents of one category. Each sentence cites its passage.',
  input: z.strictObject({ question: plainText({ min: 3, max: 1_000 }) }),
  config: z.strictObject({ category: z.enum(CATEGORIES) }),
  output: z.object({ sentences: z.array(z.object({ text: z.string(), passage: z.string() })).min(1) }),
  byRule({ question: asked }, _config, { passages }) {
    const quotes = quotesFor(asked, passages);
    const sentences = quotes.flatMap(({ text, of }) => {
      const passage = passages[of];
      return passage ? [{ text, passage: passage.id }] : [];
    });
    return sentences.length > 0 ? { sentences } : new Lacking(NONE);
  },
  asks: ({ question: asked }, _config, { passages }) =>
    question({
      schema: z.object({
        sentences: z.array(z.object({ text: z.string().max(600), passage: z.string().max(120) })).max(6),
      }),
      task: `Answer the question in one to five short sentences. Each may say only what one passage says; name that passage by its
id. Where the passages do not answer it, leave the sentences empty.`,
      shown: { question: asked, passages: passages.map(({ id, under, text }) => ({ id, under, text })) },
      take({ sentences }) {
        const texts = new Map(passages.map(({ id, under, text }) => [id, `${under}\n${text}`]));
        const problem = unproven(
          sentences.map(({ text, passage }) => ({ text, record: passage })),
          texts,
        );
        if (problem !== undefined) return new Lacking(problem);
        return sentences.length > 0 ? { sentences } : new Lacking(NONE);
      },
    }),
});
