import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { fold } from '../../../mail/domain/fold.ts';
import { capability, Lacking, question } from './capability.ts';

const labelSchema = z.strictObject({
  name: z.string(),
  means: z.string(),
  /** Words and phrases that speak for it. */
  words: z.array(z.string()).min(1),
});

const hitsOf = (text: string, words: readonly string[]): string[] => {
  const said = ` ${fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return words.filter((word) => said.includes(` ${fold(word)} `));
};

export const classify = capability({
  name: 'classify',
  does: 'Says which of a few classes a text is of, with the words that tell.',
  input: z.strictObject({ text: plainText({ min: 1, max: 10_000 }) }),
  config: z.strictObject({ labels: z.array(labelSchema).min(2), otherwise: z.string() }),
  output: z.object({
    label: z.string(),
    because: z.array(z.string()).describe('Words of the text that tell'),
  }),
  byRule({ text }, { labels, otherwise }) {
    const [best, second] = labels
      .map(({ name, words }) => ({ name, hits: hitsOf(text, words) }))
      .toSorted((a, b) => b.hits.length - a.hits.length);
    // What speaks for two as much speaks for none.
    if (!best || best.hits.length === (second?.hits.length ?? 0)) return { label: otherwise, because: [] };
    return { label: best.name, because: best.hits };
  },
  asks({ text }, { labels, otherwise }) {
    const names = [otherwise, ...labels.map(({ name }) => name)] as const;
    return question({
      schema: z.object({ label: z.enum(names), because: z.array(z.string().max(200)).max(5) }),
      task: `Say which class the text is of: "${otherwise}" where none is clear. Give as "because" the words that tell, as they
stand in the text.`,
      shown: { text, classes: labels.map(({ name, means }) => ({ name, means })) },
      take({ label, because }) {
        const invented = because.find((words) => !fold(text).includes(fold(words)));
        return invented === undefined
          ? { label, because }
          : new Lacking(`"${invented}" does not stand in the text.`);
      },
    });
  },
});
