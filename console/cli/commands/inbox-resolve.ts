import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { answerLine } from '../conversation-text.ts';
import { answerField } from '../id-fields.ts';

const OUTCOMES = ['sent', 'not_sent'] as const;

export const inboxResolve = defineCommand({
  name: 'inbox resolve',
  summary: 'Record whether an answer with an unknown result was sent',
  details: 'Rex never sends such an answer again by itself.',
  examples: ['rex inbox resolve an_0123456789abcdefghjk_01jd8w5gk3q4v6x8z0a2 sent'],
  positionals: ['answer', 'outcome'],
  input: z.strictObject({
    answer: answerField,
    outcome: value('OUTCOME', z.enum(OUTCOMES), `One of ${OUTCOMES.join(', ')}`),
  }),
  async run(context, { answer: id, outcome }) {
    const json = await call(await connect(context), inboxRoutes.resolveAnswer, {
      params: { id },
      body: { outcome },
    });
    return { json, text: answerLine(json) };
  },
});
