import * as z from 'zod';
import { CATEGORIES } from '../../../shared/knowledge/contract/knowledge.ts';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderFound } from '../knowledge-text.ts';

export const knowledgeSearch = defineCommand({
  name: 'knowledge search',
  summary: 'The passages that fit a question best',
  examples: [
    'rex knowledge search "how long may I return it"',
    'rex knowledge search refunds --customers --limit 3',
  ],
  positionals: ['question'],
  input: z.strictObject({
    question: value('QUESTION', z.string(), 'A question, or words'),
    limit: value('N', z.coerce.number().int().min(1).max(50).default(5), 'How many passages (5)'),
    category: value('CATEGORY', z.enum(CATEGORIES).optional(), 'Only documents of this category'),
    customers: flag('Only what may stand in messages to people outside'),
  }),
  async run(context, { customers, ...body }) {
    const json = await call(await connect(context), knowledgeRoutes.searchKnowledge, {
      body: { ...body, ...(customers ? { audience: 'customers' as const } : {}) },
    });
    const none = 'No passage has any of these words.';
    const text = json.passages.length === 0 ? none : renderFound(json.passages);
    return { json, text: json.notice === null ? text : `${text}\n\n${json.notice}` };
  },
});
