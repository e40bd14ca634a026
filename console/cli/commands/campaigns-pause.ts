import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { campaignField } from '../id-fields.ts';

export const campaignsPause = defineCommand({
  name: 'campaigns pause',
  summary: 'Pause a campaign: none of its moves begins; what was begun goes on',
  examples: ['rex campaigns pause cm_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['campaign'],
  input: z.strictObject({
    campaign: campaignField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { campaign: id, reason }) {
    const connection = await connect(context);
    const json = await call(connection, campaignRoutes.pauseCampaign, { params: { id }, body: { reason } });
    return { json, text: `${json.name} is paused.` };
  },
});
