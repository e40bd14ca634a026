import * as z from 'zod';
import { CAMPAIGN_STATES } from '../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const campaignsList = defineCommand({
  name: 'campaigns list',
  summary: 'Campaigns, newest first',
  examples: ['rex campaigns list', 'rex campaigns list --state running --json'],
  input: z.strictObject({
    state: value('STATE', z.enum(CAMPAIGN_STATES).optional(), `Only those: ${CAMPAIGN_STATES.join(', ')}`),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what comes after another list'),
  }),
  async run(context, query) {
    const json = await call(await connect(context), campaignRoutes.listCampaigns, { query });
    const table = renderTable(json.campaigns, [
      { title: 'Campaign', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 40 },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Parts', cell: ({ parts }) => parts.length, align: 'right' },
      { title: 'Moves', cell: ({ moves }) => moves.length, align: 'right' },
      { title: 'Until', cell: ({ endsAt }) => endsAt },
    ]);
    const none = 'No campaigns. "rex campaigns create" creates one.';
    return { json, text: json.campaigns.length === 0 ? none : table + moreHint(json.cursor) };
  },
});
