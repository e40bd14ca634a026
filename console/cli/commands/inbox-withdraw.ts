import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { answerLine } from '../conversation-text.ts';
import { answerField } from '../id-fields.ts';

export const inboxWithdraw = defineCommand({
  name: 'inbox withdraw',
  summary: 'Withdraw an answer that has not gone out yet',
  details: 'Its approval becomes void.',
  examples: ['rex inbox withdraw an_0123456789abcdefghjk_01jd8w5gk3q4v6x8z0a2'],
  positionals: ['answer'],
  input: z.strictObject({ answer: answerField }),
  async run(context, { answer: id }) {
    const json = await call(await connect(context), inboxRoutes.withdrawAnswer, { params: { id } });
    return { json, text: answerLine(json) };
  },
});
