import * as z from 'zod';
import { isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { llmRoutes } from '../../../shared/llm/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';

export const llmUsage = defineCommand({
  name: 'llm usage',
  summary: 'Calls to the language model today: how many, what they cost, what is left of the budget',
  examples: ['rex llm usage', 'rex llm usage --day 2026-11-20 --json'],
  input: z.strictObject({
    day: value('DATE', isoDateSchema.optional(), 'The day, in UTC (today)'),
  }),
  async run(context, query) {
    const usage = await call(await connect(context), llmRoutes.llmUsage, { query });
    const usd = (amount: number): string => `$${amount.toFixed(4)}`;
    const facts = renderFacts([
      ['Day', usage.day],
      ['Spent', usd(usage.spentUsd)],
      ['Left of the budget', usd(usage.leftUsd)],
      [
        'Remembered',
        usage.cacheHitRate === null ? 'nothing was asked' : `${(100 * usage.cacheHitRate).toFixed(0)} %`,
      ],
    ]);
    const table = renderTable(usage.purposes, [
      { title: 'For', cell: ({ purpose }) => purpose },
      { title: 'Calls', cell: ({ calls }) => String(calls), align: 'right' },
      { title: 'Failed', cell: ({ failed }) => String(failed), align: 'right' },
      { title: 'Remembered', cell: ({ remembered }) => String(remembered), align: 'right' },
      { title: 'Cost', cell: ({ costUsd }) => usd(costUsd), align: 'right' },
    ]);
    return { json: usage, text: usage.purposes.length === 0 ? facts : `${facts}\n\n${table}` };
  },
});
