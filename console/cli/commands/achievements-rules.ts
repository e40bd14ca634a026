import * as z from 'zod';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const achievementsRules = defineCommand({
  name: 'achievements rules',
  summary: 'What Rex awards in every workspace, by its numbers',
  examples: ['rex achievements rules'],
  input: z.strictObject({}),
  async run(context) {
    const json = await call(await connect(context), campaignRoutes.listAchievementRules, {});
    const table = renderTable(json.rules, [
      { title: 'Rule', cell: ({ id }) => id },
      { title: 'Metric', cell: ({ metric }) => metric },
      { title: 'At least', cell: ({ atLeast }) => atLeast ?? 'all', align: 'right' },
      { title: 'What', cell: ({ description }) => description },
    ]);
    return { json, text: table };
  },
});
