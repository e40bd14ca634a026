import * as z from 'zod';
import { inboxRoutes } from '../../../shared/inbox/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const inboxCounts = defineCommand({
  name: 'inbox counts',
  summary: 'Numbers of conversations by state, by assignee and by label',
  examples: ['rex inbox counts', 'rex inbox counts --json'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    const [counts, { labels }] = await Promise.all([
      call(connection, inboxRoutes.countConversations, {}),
      call(connection, inboxRoutes.listConversationLabels, {}),
    ]);
    const rows = [
      ...Object.entries(counts).map(([of, count]) => ({ of, count })),
      ...labels.map(({ label, counts: count }) => ({ of: `label ${label}`, count })),
    ];
    const table = renderTable(rows, [
      { title: 'Of', cell: ({ of }) => of, maxWidth: 48 },
      { title: 'Open', cell: ({ count }) => String(count.open) },
      { title: 'Snoozed', cell: ({ count }) => String(count.snoozed) },
      { title: 'Done', cell: ({ count }) => String(count.done) },
    ]);
    return { json: { ...counts, labels }, text: table };
  },
});
