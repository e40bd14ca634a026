import * as z from 'zod';
import { correspondenceRoutes } from '../../../shared/correspondence/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { faqEntryField } from '../id-fields.ts';

export const faqRemove = defineCommand({
  name: 'faq remove',
  summary: 'Remove an answer from the list of frequent questions',
  examples: ['rex faq remove delivery'],
  positionals: ['entry'],
  input: z.strictObject({ entry: faqEntryField }),
  async run(context, { entry: id }) {
    const removed = await call(await connect(context), correspondenceRoutes.removeFaqEntry, {
      params: { id },
    });
    return { json: removed, text: `${removed.id} is removed.` };
  },
});
