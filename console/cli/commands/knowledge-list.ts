import * as z from 'zod';
import { knowledgeRoutes } from '../../../shared/knowledge/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const knowledgeList = defineCommand({
  name: 'knowledge list',
  summary: 'The documents of the knowledge base',
  examples: ['rex knowledge list', 'rex knowledge list --limit 100 --json'],
  input: z.strictObject({
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what comes after another list'),
  }),
  async run(context, query) {
    const json = await call(await connect(context), knowledgeRoutes.listDocuments, { query });
    const table = renderTable(json.documents, [
      { title: 'Document', cell: ({ id }) => id },
      { title: 'Title', cell: ({ title }) => title, maxWidth: 40 },
      { title: 'Category', cell: ({ category }) => category },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Passages', cell: ({ current }) => current?.passages ?? 0, align: 'right' },
      { title: 'For', cell: ({ audience }) => audience },
    ]);
    const none = 'No documents. "rex knowledge add" adds one.';
    const more = json.cursor === null ? '' : `\n\nThere are more: add --cursor ${json.cursor}`;
    return { json, text: json.documents.length === 0 ? none : table + more };
  },
});
