import * as z from 'zod';
import { correspondenceRoutes } from '../../../shared/correspondence/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const faqTest = defineCommand({
  name: 'faq test',
  summary: 'Which entry would answer a text, and how sure that is; nothing is sent',
  examples: ['rex faq test "How long does delivery take?"'],
  positionals: ['text'],
  input: z.strictObject({ text: value('TEXT', z.string(), 'What a person might write') }),
  async run(context, { text }) {
    const match = await call(await connect(context), correspondenceRoutes.matchFaq, { body: { text } });
    const { entry, score, next, certain, doubt } = match;
    const near = `${entry} (${score.toFixed(2)}; the next entry ${next.toFixed(2)})`;
    return {
      json: match,
      text:
        entry === null
          ? 'No entry is near: a person answers.'
          : certain
            ? `${near} answers it by itself.`
            : `${near} is proposed to a person: ${doubt}`,
    };
  },
});
