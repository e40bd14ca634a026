import type { Trend } from '../../../../shared/analytics/contract/view.ts';
import { decimal } from '../../format/numbers.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { metricName, metricValue } from './metrics.ts';

const DIRECTIONS = { rising: '↑ Rising', falling: '↓ Falling', steady: 'Steady' } as const;

const columns: readonly Column<Trend>[] = [
  { header: 'What', width: '1.6fr', cell: ({ metric }) => metricName(metric) },
  {
    header: 'Last 24 h',
    width: '1fr',
    align: 'end',
    cell: ({ metric, last24h }) => metricValue(metric, last24h),
  },
  {
    header: 'Day before',
    width: '1fr',
    align: 'end',
    wide: true,
    cell: ({ metric, previous24h }) => metricValue(metric, previous24h),
  },
  {
    header: 'Trend',
    width: '1fr',
    align: 'end',
    cell: ({ direction, pValue }) => (
      <span title={`Chance alone makes at least this difference with probability ${decimal(pValue)}`}>
        {direction === 'steady' ? (
          <span className="quiet">{DIRECTIONS.steady}</span>
        ) : (
          <Badge tone="info">{DIRECTIONS[direction]}</Badge>
        )}
      </span>
    ),
  },
];

/** A trend has a direction only when chance would rarely produce it. */
export const Trends = ({ of: trends }: { readonly of: readonly Trend[] }) => (
  <Card title="Trends" flush>
    {trends.length === 0 ? (
      <Empty title="No trend yet">There is a trend once something was counted on two days.</Empty>
    ) : (
      <Table label="Trends" columns={columns} rows={trends} keyOf={({ metric }) => metric} />
    )}
  </Card>
);
