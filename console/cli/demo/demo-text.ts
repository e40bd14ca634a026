import { formatDuration } from '../duration.ts';
import { renderMessages, renderReport } from '../report-text.ts';
import { number } from '../terminal/progress-bar.ts';
import { renderFacts, renderTable } from '../terminal/table.ts';
import type { DemoResult } from './demo-result.ts';
import type { NextStep } from './run-demo.ts';

const APART = 'idlePolls and periodic are what a Rex costs that does nothing; the sums leave them out.';

export function renderDemo(result: DemoResult, next: readonly NextStep[]): string {
  const { mission, audience, messages, cost } = result;
  const sections = [
    `Mission ${mission.id} is ${mission.state}. ${mission.reason}`,
    renderImports(result),
    audience ? renderReport({ ...result, audience, model: null }) : renderMessages(messages),
    `${number(result.repliesWaiting)} replies wait for a decision; nothing goes to their authors before: rex replies list`,
    renderUsage(result),
    renderFacts([
      ['SES', usd(cost.sesUsd)],
      ['everything else', usd(cost.otherUsd)],
      [
        'per 1,000 leads e-mailed, beyond SES',
        cost.otherUsdPer1000 === null
          ? '-'
          : `${usd(cost.otherUsdPer1000)} (${number(cost.leadsEmailed)} were)`,
      ],
      ['took', formatDuration(result.durationMs)],
    ]),
    `Next\n${renderFacts(next)}`,
  ];
  return sections.join('\n\n');
}

function renderImports({ import: leads, orders }: DemoResult): string {
  return `Import\n${renderFacts([
    ['rows', number(leads.rows)],
    ['leads', number(leads.imported)],
    ['duplicates, merged', number(leads.duplicates)],
    ['no address', number(leads.missingEmail)],
    ['unusable address', number(leads.invalidEmail)],
    ['opted out', number(leads.optedOut)],
    ['role addresses', number(leads.roleAddress)],
    ['orders', number(orders.imported)],
  ])}`;
}

function renderUsage({ usage, decisions }: DemoResult): string {
  const rows = Object.entries(usage).map(([service, { usd: price = 0, ...counts }]) => ({
    service,
    price,
    counts,
  }));
  const table = renderTable(rows, [
    { title: 'On AWS', cell: ({ service }) => service },
    {
      title: 'Would count',
      cell: ({ counts }) =>
        Object.entries(counts)
          .map(([name, n]) => `${number(Math.round(n))} ${name}`)
          .join(', '),
      maxWidth: 70,
    },
    { title: 'USD', cell: ({ price }) => price.toFixed(4), align: 'right' },
  ]);
  return `Decisions: ${decisions.stateMachine} by the state machine, ${decisions.rules} by rules, ${decisions.llm} by a model\n\n${table}\n${APART}`;
}

const usd = (amount: number): string => `${amount.toFixed(4)} USD`;
