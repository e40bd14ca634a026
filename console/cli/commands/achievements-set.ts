import * as z from 'zod';
import { createAchievementBodySchema } from '../../../shared/campaigns/contract/achievement.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { ofCampaignField } from '../id-fields.ts';

export const achievementsSet = defineCommand({
  name: 'achievements set',
  summary: 'Set a milestone of the workspace or of a campaign, which is awarded once',
  examples: [
    'rex achievements set "A thousand out" --metric sent --at-least 1000',
    'rex achievements set "Ten meetings" --metric booked --at-least 10 --campaign cm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  ],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', z.string(), 'Name of the milestone'),
    metric: value('METRIC', z.string(), 'What is counted, such as sent, replied or booked'),
    'at-least': value('N', z.coerce.number(), 'How much it has to be'),
    campaign: ofCampaignField,
    description: value('TEXT', z.string().optional(), 'Description, for people'),
  }),
  async run(context, { 'at-least': atLeast, ...given }) {
    const body = createAchievementBodySchema.safeParse({ ...given, atLeast });
    if (!body.success) throw refusedBody(body.error.issues);
    const json = await call(await connect(context), campaignRoutes.createAchievement, {
      body: body.data,
      headers: {},
    });
    return { json, text: json.id };
  },
});
