import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { SUPPRESSION_KINDS } from '../../../shared/leads/contract/suppressions.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { globalField, scopeOf } from '../suppression-fields.ts';
import { renderTable } from '../terminal/table.ts';

export const suppressionsList = defineCommand({
  name: 'suppressions list',
  summary: 'Whom Rex never contacts: addresses, domains and hashes',
  examples: ['rex suppressions list', 'rex suppressions list --kind domain'],
  input: z.strictObject({
    kind: value(
      'KIND',
      z.enum(SUPPRESSION_KINDS).optional(),
      `Only one kind: ${SUPPRESSION_KINDS.join(', ')}`,
    ),
    global: globalField,
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { global, ...query }) {
    const page = await call(await connect(context), leadRoutes.listSuppressions, {
      query: { ...query, scope: scopeOf({ global }) },
    });
    const table = renderTable(page.suppressions, [
      { title: 'Kind', cell: ({ kind }) => kind },
      { title: 'Value', cell: ({ value: shown }) => shown, maxWidth: 64 },
      { title: 'Channels', cell: ({ all, channels }) => (all ? 'all' : Object.keys(channels).join(', ')) },
      { title: 'Reason', cell: ({ all, channels }) => (all ?? Object.values(channels)[0])?.reason },
      { title: 'Since', cell: ({ all, channels }) => (all ?? Object.values(channels)[0])?.at },
    ]);
    const none = 'The list is empty.';
    return { json: page, text: page.suppressions.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
