import { PRICES } from '../../infra/local/meter/prices.ts';
import { withBenchHome } from './bench-rex.ts';
import { type IdleUsage, readIdleUsage } from './idle.ts';
import type { Table } from './table.ts';

const DAYS = 30;
const SWEEPS = DAYS * 24 * 60;
const HOURS = DAYS * 24;
/** AWS polls an idle queue with five connections, each for twenty seconds. */
const POLLS_PER_QUEUE = DAYS * 24 * 3600 * (5 / 20);
/** By the month, us-east-1. A disabled or free kind is not in it. */
const MONTHLY_USD: Readonly<Record<string, number>> = {
  'AWS::CloudWatch::Alarm': 0.1,
  'AWS::SecretsManager::Secret': 0.4,
  'AWS::KMS::Key': 1,
};

export const benchIdle = async (): Promise<Table[]> => [
  idleTable(await withBenchHome(async (start) => readIdleUsage(await start()))),
];

/** What a deployed Rex costs in a month in which nothing happens. */
function idleTable({ sweepUsd, sweep, hourlyUsd, resources, polledQueues }: IdleUsage): Table {
  const perRun = PRICES['scheduler.periodic'].usd;
  const rows: (readonly [string, number, string])[] = [
    [
      'each minute: the monitor; dead letters at every fifth',
      SWEEPS * (sweepUsd + perRun),
      `${SWEEPS} x ${(sweepUsd + perRun).toExponential(2)}`,
    ],
    [
      'each hour: domain health, snapshots, SendGrid, the Council',
      HOURS * (hourlyUsd + perRun),
      `${HOURS} x ${(hourlyUsd + perRun).toExponential(2)}`,
    ],
    [
      'idle polls of queues',
      polledQueues * POLLS_PER_QUEUE * PRICES['sqs.idlePolls'].usd,
      `${polledQueues} queues x ${POLLS_PER_QUEUE}; the first million requests of a month are free`,
    ],
    ...Object.entries(MONTHLY_USD).map(([type, usd]) => {
      const count = resources.get(type) ?? 0;
      return [type, count * usd, `${count} x ${usd}`] as const;
    }),
  ];
  const total = rows.reduce((sum, [, usd]) => sum + usd, 0);
  return {
    title: 'The cost of doing nothing for a month (US dollars)',
    columns: ['what', 'USD', 'how'],
    rows: [
      ...rows.map(([what, usd, how]) => [what, usd.toFixed(3), how]),
      ['all', total.toFixed(2), 'without storage, logs and custom metrics'],
    ],
    notes: [
      `One sweep: ${Object.entries(sweep)
        .flatMap(([service, counts]) =>
          Object.entries(counts)
            .filter(([unit, count]) => unit !== 'usd' && unit !== 'idlePolls' && count > 0)
            .map(([unit, count]) => `${service} ${unit} ${count.toFixed(2)}`),
        )
        .join(', ')}.`,
    ],
  };
}
