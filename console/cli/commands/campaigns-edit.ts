import * as z from 'zod';
import { editCampaignBodySchema } from '../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { goalsField, goalsOf } from '../goals-field.ts';
import { campaignField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

export const campaignsEdit = defineCommand({
  name: 'campaigns edit',
  summary: 'Change name, description, dates or goals of a campaign; what is left out stays',
  examples: ['rex campaigns edit cm_01jd8w5gk3q4v6x8z0a2c4e6g8 --goal booked=12'],
  positionals: ['campaign'],
  input: z.strictObject({
    campaign: campaignField,
    name: value('NAME', z.string().optional(), 'Another name'),
    description: value('TEXT', z.string().optional(), 'Another description'),
    goal: goalsField,
    from: value('INSTANT', z.string().optional(), 'None of its moves begins before'),
    until: value('INSTANT', z.string().optional(), 'None of its moves begins after'),
  }),
  async run(context, { campaign: id, name, description, goal, from, until }) {
    const goals = goal.length === 0 ? {} : { goals: goalsOf(goal) };
    const body = editCampaignBodySchema.safeParse({
      name,
      description,
      startsAt: from,
      endsAt: until,
      ...goals,
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getCampaign, { params: { id } });
    const edited = await call(connection, campaignRoutes.editCampaign, {
      params: { id },
      body: body.data,
      headers: ofVersion(known),
    });
    return { json: edited, text: `${edited.name} is changed.` };
  },
});
