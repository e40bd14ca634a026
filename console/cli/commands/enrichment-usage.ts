import * as z from 'zod';
import { enrichmentRoutes } from '../../../shared/enrichment/contract/routes.ts';
import { isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';

export const enrichmentUsage = defineCommand({
  name: 'enrichment usage',
  summary: 'Calls to enrichment sources today: how many, what they cost, what is left of the budget',
  examples: ['rex enrichment usage', 'rex enrichment usage --day 2026-11-20 --json'],
  input: z.strictObject({
    day: value('DATE', isoDateSchema.optional(), 'The day, in UTC (today)'),
  }),
  async run(context, query) {
    const usage = await call(await connect(context), enrichmentRoutes.enrichmentUsage, { query });
    const usd = (amount: number): string => `$${amount.toFixed(4)}`;
    const facts = renderFacts([
      ['Day', usage.day],
      ['Spent', usd(usage.spentUsd)],
      ['Left of the budget', usd(usage.leftUsd)],
    ]);
    const table = renderTable(usage.sources, [
      { title: 'Source', cell: ({ source }) => source },
      { title: 'Key', cell: ({ ready }) => (ready ? 'set' : 'none') },
      { title: 'Calls', cell: ({ calls }) => calls, align: 'right' },
      { title: 'Found', cell: ({ found }) => found, align: 'right' },
      { title: 'Nothing', cell: ({ nothing }) => nothing, align: 'right' },
      { title: 'Failed', cell: ({ failed }) => failed, align: 'right' },
      { title: 'Cost', cell: ({ costUsd }) => usd(costUsd), align: 'right' },
    ]);
    return { json: usage, text: `${facts}\n\n${table}` };
  },
});
