import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

export const campaignsRemove = defineCommand({
  name: 'campaigns remove',
  summary: 'Remove a draft that has neither parts nor moves',
  examples: ['rex campaigns remove cm_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['campaign'],
  input: z.strictObject({ campaign: campaignField }),
  async run(context, { campaign: id }) {
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getCampaign, { params: { id } });
    const json = await call(connection, campaignRoutes.removeCampaign, {
      params: { id },
      headers: ofVersion(known),
    });
    return { json, text: `${json.id} is removed.` };
  },
});
