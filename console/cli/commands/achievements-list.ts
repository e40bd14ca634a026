import * as z from 'zod';
import { ACHIEVEMENT_STATES } from '../../../shared/campaigns/contract/achievement.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { ofCampaignField } from '../id-fields.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const achievementsList = defineCommand({
  name: 'achievements list',
  summary: 'Milestones that were awarded or set',
  details:
    'Rex awards some in every workspace ("rex achievements rules"). "rex achievements set" sets another.',
  examples: ['rex achievements list', 'rex achievements list --state awarded --json'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(ACHIEVEMENT_STATES).optional(),
      `Only those: ${ACHIEVEMENT_STATES.join(', ')}`,
    ),
    campaign: ofCampaignField,
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what comes after another list'),
  }),
  async run(context, query) {
    const json = await call(await connect(context), campaignRoutes.listAchievements, { query });
    const table = renderTable(json.achievements, [
      { title: 'Achievement', cell: ({ id }) => id },
      { title: 'Name', cell: ({ name }) => name, maxWidth: 40 },
      { title: 'Of', cell: ({ metric, atLeast }) => `${metric} ${atLeast}` },
      { title: 'Reached', cell: ({ evidence }) => evidence?.value, align: 'right' },
      { title: 'Awarded', cell: ({ evidence }) => evidence?.at },
    ]);
    const none = 'None yet. "rex achievements rules" lists what Rex awards.';
    return { json, text: json.achievements.length === 0 ? none : table + moreHint(json.cursor) };
  },
});
