import * as z from 'zod';
import { gdprRoutes } from '../../../shared/gdpr/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const erasuresList = defineCommand({
  name: 'erasures list',
  summary: 'Erasures of people, with their state; they name nobody',
  examples: ['rex erasures list'],
  input: z.strictObject({
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), gdprRoutes.listErasures, { query });
    const table = renderTable(page.erasures, [
      { title: 'Erasure', cell: ({ id }) => id },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Asked', cell: ({ requestedAt }) => requestedAt },
      { title: 'By', cell: ({ requestedBy }) => requestedBy },
      { title: 'Reason', cell: ({ reason }) => reason, maxWidth: 40 },
      { title: 'Deleted', cell: ({ counts }) => counts.deleted, align: 'right' },
      { title: 'Rewritten', cell: ({ counts }) => counts.rewritten, align: 'right' },
      { title: 'Files', cell: ({ counts }) => counts.files, align: 'right' },
    ]);
    const none = 'Nobody was erased.';
    return { json: page, text: page.erasures.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
