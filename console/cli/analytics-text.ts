import type { AnalyticsView } from '../../shared/analytics/contract/view.ts';
import { moment } from './terminal/moment.ts';
import { number } from './terminal/progress-bar.ts';
import { oneLine, renderFacts, renderTable } from './terminal/table.ts';

/** What a person looks for first comes first: what is unusual, then how it goes, then what is usual. */
export function renderAnalytics(view: AnalyticsView): string {
  return [
    renderAnomalies(view),
    `The last 24 hours\n${renderTable(view.trends, [
      { title: 'What', cell: ({ metric }) => words(metric) },
      { title: 'Now', cell: ({ metric, last24h }) => amount(metric, last24h), align: 'right' },
      { title: 'Day before', cell: ({ metric, previous24h }) => amount(metric, previous24h), align: 'right' },
      { title: 'Trend', cell: ({ direction }) => direction },
    ])}`,
    renderBenchmarks(view),
    renderDomains(view),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function renderAnomalies({ anomalies, comparedAt }: AnalyticsView): string {
  if (comparedAt === null) return 'Nothing was compared yet: the first hour is not over.';
  if (anomalies.length === 0) return `Nothing is unusual (compared at ${moment(comparedAt)}).`;
  const lines = anomalies.map(
    ({ severity, title, message }) => `- ${severity}: ${oneLine(title)}. ${oneLine(message)}`,
  );
  return `Unusual\n${lines.join('\n')}`;
}

function renderBenchmarks({ benchmarks: { success, durationMs, reputation } }: AnalyticsView): string {
  const facts: [string, string][] = [
    ...(success
      ? [
          [
            'missions that succeed',
            `${percent(success.rate)} of ${number(success.of)} [${percent(success.interval95.low)}, ${percent(success.interval95.high)}]`,
          ] satisfies [string, string],
        ]
      : []),
    ...Object.entries(durationMs).map(([workflow, { q1, median, q3 }]): [string, string] => [
      `work of ${workflow}`,
      `${seconds(median)} (half of them ${seconds(q1)} to ${seconds(q3)})`,
    ]),
    ...(reputation
      ? [
          [
            'reputation of domains',
            `${reputation.median.toFixed(2)} (half of them ${reputation.q1.toFixed(2)} to ${reputation.q3.toFixed(2)})`,
          ] satisfies [string, string],
        ]
      : []),
  ];
  return facts.length === 0 ? '' : `Usual here\n${renderFacts(facts)}`;
}

const renderDomains = ({ current: { domains } }: AnalyticsView): string =>
  domains.length === 0
    ? ''
    : renderTable(domains, [
        { title: 'Domain', cell: ({ domain }) => domain },
        { title: 'Reputation', cell: ({ reputation }) => reputation.toFixed(2), align: 'right' },
        { title: 'Health', cell: ({ health }) => health },
        { title: 'Status', cell: ({ status }) => status },
      ]);

const words = (metric: string): string => metric.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const amount = (metric: string, value: number | null): string => {
  if (value === null) return '-';
  return metric.endsWith('Rate') ? percent(value) : number(value);
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
