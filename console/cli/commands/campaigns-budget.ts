import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

const most = (what: string) => value('N', z.coerce.number().int().min(0).optional(), what);

export const campaignsBudget = defineCommand({
  name: 'campaigns budget',
  summary: 'Set the budget of a campaign; what is left out has no limit. For owners and admins',
  examples: ['rex campaigns budget cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --usd 50 --messages 2000'],
  positionals: ['campaign'],
  input: z.strictObject({
    campaign: campaignField,
    usd: value('AMOUNT', z.coerce.number().min(0).optional(), 'No move begins once so much is spent'),
    messages: most('No mission begins once so many messages went out'),
    missions: most('No move begins a mission once it has so many'),
    tasks: most('No move begins a task once it has so many'),
  }),
  async run(context, { campaign: id, usd, ...caps }) {
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getCampaign, { params: { id } });
    const set = await call(connection, campaignRoutes.setCampaignBudget, {
      params: { id },
      body: { amountUsd: usd, caps },
      headers: ofVersion(known),
    });
    return { json: set, text: `The budget of ${set.name} is set.` };
  },
});
