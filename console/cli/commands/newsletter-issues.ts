import * as z from 'zod';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { newsletterField } from '../id-fields.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const newsletterIssues = defineCommand({
  name: 'newsletter issues',
  summary: 'The issues of a newsletter, and what became of them',
  details: '"rex tasks create newsletter.send" sends one, after an approval.',
  examples: ['rex newsletter issues news', 'rex newsletter issues news --json'],
  positionals: ['newsletter'],
  input: z.strictObject({
    newsletter: newsletterField,
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { newsletter: id, ...query }) {
    const page = await call(await connect(context), newsletterRoutes.listIssues, { params: { id }, query });
    const table = renderTable(page.issues, [
      { title: 'Issue', cell: (issue) => issue.id },
      { title: 'Subject', cell: ({ subject }) => subject, maxWidth: 30 },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Began', cell: ({ startedAt }) => startedAt ?? '' },
      { title: 'Sent', cell: ({ counts }) => `${counts.sent} of ${counts.recipients}` },
      { title: 'Opened', cell: ({ counts }) => `${counts.opened}` },
      { title: 'Clicked', cell: ({ counts }) => `${counts.clicked}` },
      { title: 'Bounced', cell: ({ counts }) => `${counts.bounced}` },
      { title: 'Complained', cell: ({ counts }) => `${counts.complained}` },
      { title: 'Left', cell: ({ counts }) => `${counts.left}` },
    ]);
    const none = 'No issues. "rex tasks create newsletter.send" sends one.';
    return { json: page, text: page.issues.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
