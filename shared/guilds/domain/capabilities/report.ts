import * as z from 'zod';
import { unproven } from '../../../knowledge/domain/grounded.ts';
import { capability, Lacking, question } from './capability.ts';

const MOST_FACTS = 60;

export const report = capability({
  name: 'report',
  does: 'Says in a few sentences how things are. Each sentence cites the fact that it is of.',
  input: z.strictObject({}),
  config: z.strictObject({ about: z.string(), points: z.number().int().min(1).max(12) }),
  output: z.object({
    about: z.string(),
    points: z.array(z.object({ text: z.string(), fact: z.string() })),
  }),
  byRule(_input, { about, points }, { facts }) {
    if (facts.length === 0) return new Lacking(`There is nothing to report about ${about} yet.`);
    return { about, points: facts.slice(0, points).map(({ id, says }) => ({ text: says, fact: id })) };
  },
  asks: (_input, { about, points }, { facts }) =>
    question({
      schema: z.object({
        points: z.array(z.object({ text: z.string().max(400), fact: z.string().max(120) })),
      }),
      task: `Report about ${about} in at most ${points} sentences, the most important first. Each sentence may say only what one
fact says; name that fact by its id. Take every number from the fact.`,
      shown: { facts: facts.slice(0, MOST_FACTS).map(({ id, says }) => ({ id, says })) },
      take({ points: said }) {
        const texts = new Map(facts.map(({ id, says }) => [id, says]));
        const problem = unproven(
          said.map(({ text, fact }) => ({ text, record: fact })),
          texts,
        );
        if (problem !== undefined) return new Lacking(problem);
        if (said.length === 0) return new Lacking('It says nothing.');
        return { about, points: said.slice(0, points) };
      },
    }),
});
