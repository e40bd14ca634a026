import * as z from 'zod';
import { createCampaignBodySchema } from '../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { goalsField, goalsOf } from '../goals-field.ts';

export const campaignsCreate = defineCommand({
  name: 'campaigns create',
  summary: 'Create a campaign, as a draft',
  details:
    'Then plan its moves ("rex moves plan"), let an owner or admin set its budget ("rex campaigns budget"), and start it ("rex campaigns start").',
  examples: [
    'rex campaigns create "Spring sale" --goal booked=10 --goal sent=2000',
    'rex campaigns create "Spring sale" --from 2027-03-01T00:00:00Z --until 2027-04-01T00:00:00Z',
  ],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', z.string(), 'Name of the campaign'),
    description: value('TEXT', z.string().optional(), 'What it is for'),
    goal: goalsField,
    from: value('INSTANT', z.string().optional(), 'None of its moves begins before'),
    until: value('INSTANT', z.string().optional(), 'None of its moves begins after'),
  }),
  async run(context, { name, description, goal, from, until }) {
    const given = { name, description, startsAt: from, endsAt: until, goals: goalsOf(goal) };
    const body = createCampaignBodySchema.safeParse(given);
    if (!body.success) throw refusedBody(body.error.issues);
    const made = await call(await connect(context), campaignRoutes.createCampaign, {
      body: body.data,
      headers: {},
    });
    return { json: made, text: made.id };
  },
});
