import type { ScoreResult } from './local/score-files.ts';
import { number } from './terminal/progress-bar.ts';
import { renderFacts, renderTable } from './terminal/table.ts';

export function renderScores(result: ScoreResult, top: number): string {
  const shown = result.scores.slice(0, top);
  const facts = renderFacts([
    ['As of', result.asOf],
    [
      'Leads',
      `${number(result.leads)} from ${number(result.rows)} rows (${number(result.rejectedRows)} not usable)`,
    ],
    ['Orders', `${number(result.orders)} of known leads (${number(result.unusedOrders)} rows not usable)`],
    ['Recoverable', number(result.recoverable)],
    ['Score', `0 to 100: the order of who may buy again within ${result.horizonWeeks} weeks; not a chance`],
  ]);
  const table = renderTable(shown, [
    { title: 'Score', cell: ({ score }) => score.toFixed(1), align: 'right' },
    { title: 'Address', cell: ({ email }) => email, maxWidth: 44 },
    { title: 'Name', cell: ({ name }) => name, maxWidth: 28 },
    { title: 'Silent, weeks', cell: ({ silentWeeks }) => silentWeeks?.toFixed(1), align: 'right' },
    { title: 'Alive (model)', cell: ({ pAlive }) => pAlive?.toFixed(2), align: 'right' },
    { title: 'Expected, USD', cell: ({ expectedValueUsd }) => expectedValueUsd?.toFixed(2), align: 'right' },
    { title: 'Recoverable', cell: ({ recoverable, reasons }) => (recoverable ? 'yes' : reasons[0]?.code) },
  ]);
  const more = result.scores.length - shown.length;
  return [
    facts,
    ...(shown.length > 0 ? [table] : []),
    ...(more > 0 ? [`and ${number(more)} more (--top N, --json)`] : []),
  ].join('\n\n');
}
