import * as z from 'zod';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const newsletterList = defineCommand({
  name: 'newsletter list',
  summary: 'The newsletters of the workspace',
  examples: ['rex newsletter list', 'rex newsletter list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), newsletterRoutes.listNewsletters, {});
    const table = renderTable(list.newsletters, [
      { title: 'Newsletter', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 40 },
      { title: 'Form', cell: ({ formAddress }) => formAddress },
    ]);
    const none = 'No newsletters. "rex newsletter create" makes one.';
    return { json: list, text: list.newsletters.length === 0 ? none : table };
  },
});
