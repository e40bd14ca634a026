import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField, partField } from '../id-fields.ts';

export const campaignsDrop = defineCommand({
  name: 'campaigns drop',
  summary: 'Take a mission or task out of a campaign that a person let join',
  examples: ['rex campaigns drop cm_01jd8w5gk3q4v6x8z0a2c4e6g8 m_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['campaign', 'part'],
  input: z.strictObject({ campaign: campaignField, part: partField }),
  async run(context, { campaign: id, part }) {
    const json = await call(await connect(context), campaignRoutes.leaveCampaign, { params: { id, part } });
    return { json, text: `${part} has left ${json.name}.` };
  },
});
