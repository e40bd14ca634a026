import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const leadsList = defineCommand({
  name: 'leads list',
  summary: 'Leads of the workspace, or the one with an address',
  examples: ['rex leads list --limit 50', 'rex leads list --email someone@company.example'],
  input: z.strictObject({
    email: value('ADDRESS', z.string().optional(), 'Only the lead with this address'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), leadRoutes.listLeads, { query });
    const table = renderTable(page.leads, [
      { title: 'Lead', cell: ({ id }) => id },
      { title: 'Address', cell: ({ email }) => email, maxWidth: 44 },
      {
        title: 'Name',
        cell: ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' '),
        maxWidth: 28,
      },
      { title: 'Consent', cell: ({ consent }) => consent },
      { title: 'Suppressed', cell: ({ suppressed }) => suppressed?.reason },
      { title: 'Held', cell: ({ held }) => held?.reason },
      { title: 'Orders', cell: ({ orders }) => orders, align: 'right' },
      { title: 'Last order', cell: ({ lastOrderOn }) => lastOrderOn },
    ]);
    const none =
      query.email === undefined
        ? 'No leads. "rex leads import FILE" brings them.'
        : `No lead has the address ${query.email}.`;
    return { json: page, text: page.leads.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
