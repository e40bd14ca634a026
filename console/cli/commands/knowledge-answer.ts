import * as z from 'zod';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderAnswer } from '../knowledge-text.ts';

export const knowledgeAnswer = defineCommand({
  name: 'knowledge answer',
  summary: 'An answer from the documents alone, with its sources',
  details:
    'Every sentence cites the passage that bears it out. Without a language model, sentences of the passages are quoted. When no\n' +
    'passage answers the question, nothing is said, and the exit code is 1.',
  examples: ['rex knowledge answer "Within how many days can an article be returned?"'],
  positionals: ['question'],
  input: z.strictObject({ question: value('QUESTION', z.string(), 'The question') }),
  async run(context, body) {
    const json = await call(await connect(context), knowledgeRoutes.answerQuestion, { body });
    return { json, text: renderAnswer(json), exitCode: json.answered ? 0 : 1 };
  },
});
