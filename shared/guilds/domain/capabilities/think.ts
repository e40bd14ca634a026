import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { unsaid } from '../../../knowledge/domain/grounded.ts';
import { capability, Lacking, needsModel, question } from './capability.ts';

export const think = capability({
  name: 'think',
  does: 'Finds ideas, each with a reason. Only a language model can.',
  needsModel: true,
  input: z.strictObject({
    about: plainText({ min: 3, max: 1_000 }),
    context: plainText({ max: 4_000 }).optional(),
  }),
  config: z.strictObject({ asks: z.string(), count: z.number().int().min(1).max(10) }),
  output: z.object({ ideas: z.array(z.object({ title: z.string(), why: z.string() })).min(1) }),
  byRule: () => needsModel('Finding ideas'),
  asks: (input, { asks, count }) =>
    question({
      schema: z.object({
        ideas: z.array(z.object({ title: z.string().max(200), why: z.string().max(600) })).max(10),
      }),
      task: `${asks} Give at most ${count}, each with a title and the reason. Take no number from anywhere but the data.`,
      shown: input,
      take({ ideas }) {
        const given = Object.values(input).join('\n');
        const honest = ideas.filter(
          ({ title, why }) => title.trim() && unsaid(`${title} ${why}`, given) === undefined,
        );
        return honest.length > 0
          ? { ideas: honest.slice(0, count) }
          : new Lacking('Every idea names numbers or promises that were not given.');
      },
    }),
});
