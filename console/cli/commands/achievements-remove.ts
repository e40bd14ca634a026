import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { achievementField } from '../id-fields.ts';
import { ofVersion } from '../version-header.ts';

export const achievementsRemove = defineCommand({
  name: 'achievements remove',
  summary: 'Remove a milestone that was not awarded',
  examples: ['rex achievements remove ac_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['achievement'],
  input: z.strictObject({ achievement: achievementField }),
  async run(context, { achievement: id }) {
    const connection = await connect(context);
    const known = await call(connection, campaignRoutes.getAchievement, { params: { id } });
    const json = await call(connection, campaignRoutes.removeAchievement, {
      params: { id },
      headers: ofVersion(known),
    });
    return { json, text: `${json.id} is removed.` };
  },
});
