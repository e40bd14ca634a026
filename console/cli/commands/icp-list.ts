import * as z from 'zod';
import { profileRoutes } from '../../../shared/icp/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const icpList = defineCommand({
  name: 'icp list',
  summary: 'Profiles of the ideal customer, newest first',
  examples: ['rex icp list', 'rex icp list --json | jq .profiles[].basis'],
  input: z.strictObject({
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), profileRoutes.listProfiles, { query });
    const table = renderTable(page.profiles, [
      { title: 'Number', cell: ({ number }) => number, align: 'right' },
      { title: 'Profile', cell: ({ id }) => id },
      { title: 'Made', cell: ({ createdAt }) => moment(createdAt) },
      { title: 'Leads', cell: ({ leads }) => leads, align: 'right' },
      { title: 'Segments', cell: ({ segments }) => segments, align: 'right' },
      { title: 'Score', cell: ({ basis }) => basis },
      { title: 'Write first to', cell: ({ first }) => oneLine(first.join('; ')) || undefined, maxWidth: 60 },
    ]);
    const none = 'No profiles. Make one: "rex missions create --type icp_extraction".';
    return { json: page, text: page.profiles.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
