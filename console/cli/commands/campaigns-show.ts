import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { campaignText } from '../campaign-text.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField } from '../id-fields.ts';

export const campaignsShow = defineCommand({
  name: 'campaigns show',
  summary: 'A campaign: its moves and what they wait for, its results against its goals, and its cost',
  examples: ['rex campaigns show cm_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['campaign'],
  input: z.strictObject({ campaign: campaignField }),
  async run(context, { campaign: id }) {
    const connection = await connect(context);
    const [campaign, results, { moves }] = await Promise.all([
      call(connection, campaignRoutes.getCampaign, { params: { id } }),
      call(connection, campaignRoutes.campaignResults, { params: { id } }),
      call(connection, campaignRoutes.listMoves, { query: { campaign: id, limit: 100 } }),
    ]);
    return { json: { campaign, results, moves }, text: campaignText(campaign, results, moves) };
  },
});
