import * as z from 'zod';
import { correspondenceRoutes } from '../../../shared/correspondence/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const faqList = defineCommand({
  name: 'faq list',
  summary: 'The approved answers to frequent questions',
  examples: ['rex faq list', 'rex faq list --json'],
  input: z.strictObject({}),
  async run(context) {
    const list = await call(await connect(context), correspondenceRoutes.listFaq, {});
    const table = renderTable(list.entries, [
      { title: 'Entry', cell: ({ id }) => id },
      { title: 'Question', cell: ({ questions }) => questions[0] ?? '', maxWidth: 50 },
      { title: 'Ways', cell: ({ questions }) => questions.length, align: 'right' },
      { title: 'Goes out', cell: ({ asks }) => (asks ? 'after a person saw it' : 'by itself') },
      { title: 'Source', cell: ({ source }) => source, maxWidth: 50 },
    ]);
    const none = 'No entries. "rex faq add" adds one.';
    return { json: list, text: list.entries.length === 0 ? none : table };
  },
});
