import * as z from 'zod';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { newsletterField } from '../id-fields.ts';
import { renderFacts } from '../terminal/table.ts';

export const newsletterShow = defineCommand({
  name: 'newsletter show',
  summary: 'A newsletter, its form and its List-Id',
  examples: ['rex newsletter show news'],
  positionals: ['newsletter'],
  input: z.strictObject({ newsletter: newsletterField }),
  async run(context, { newsletter: id }) {
    const shown = await call(await connect(context), newsletterRoutes.getNewsletter, { params: { id } });
    const { name, purpose, listId, form, formAddress, archive, createdAt, createdBy } = shown;
    const rows = renderFacts([
      ['Name', name],
      ['Purpose', purpose],
      ['List-Id', listId],
      ['Form', `${formAddress} (text ${form.version}, since ${form.since})`],
      ['Archive', archive ? 'each issue has a public page' : 'no'],
      ['Made', `${createdAt} by ${createdBy}`],
    ]);
    return { json: shown, text: `${rows}\n\n${form.text}` };
  },
});
