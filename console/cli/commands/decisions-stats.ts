import * as z from 'zod';
import { decisionRoutes } from '../../../shared/decisions/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderTable } from '../terminal/table.ts';

export const decisionsStats = defineCommand({
  name: 'decisions stats',
  summary: 'How many decisions each layer made, and how long they took',
  examples: ['rex decisions stats', 'rex decisions stats --since 30d --json'],
  input: z.strictObject({
    since: value(
      'SPAN',
      z.string().default('24h'),
      'Only decisions since then: an instant, or a span before now (24h)',
    ),
  }),
  async run(context, query) {
    const stats = await call(await connect(context), decisionRoutes.decisionStats, { query });
    const ms = (latency: number | undefined): string | undefined =>
      latency === undefined ? undefined : `${latency.toFixed(3)} ms`;
    const layers = renderTable(stats.layers, [
      { title: 'Layer', cell: ({ layer }) => layer },
      { title: 'Decisions', cell: ({ count }) => String(count), align: 'right' },
      { title: 'Share', cell: ({ share }) => `${(100 * share).toFixed(1)} %`, align: 'right' },
      { title: 'Median', cell: ({ latencyMs }) => ms(latencyMs?.p50), align: 'right' },
      { title: 'p95', cell: ({ latencyMs }) => ms(latencyMs?.p95), align: 'right' },
      { title: 'p99', cell: ({ latencyMs }) => ms(latencyMs?.p99), align: 'right' },
    ]);
    const rules = renderTable(stats.rules, [
      { title: 'Rule', cell: ({ rule }) => rule },
      { title: 'Decision', cell: ({ action }) => action },
      { title: 'Times', cell: ({ count }) => String(count), align: 'right' },
    ]);
    const remembered =
      stats.cacheHitRate === null
        ? 'The model was not asked.'
        : `${(100 * stats.cacheHitRate).toFixed(0)} % of the model's answers were remembered ones.`;
    const scope = stats.complete ? '' : ` Only the newest ${stats.read} were read.`;
    return { json: stats, text: [layers, rules, remembered + scope].filter(Boolean).join('\n\n') };
  },
});
