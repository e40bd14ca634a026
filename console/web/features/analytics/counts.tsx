import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { COUNTED } from '../../../../shared/engagement/contract/counted.ts';
import { count } from '../../format/numbers.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { metricName, periodName } from './metrics.ts';

type Counted = (typeof COUNTED)[number];

const columnsOf = ({ current, period }: AnalyticsView): readonly Column<Counted>[] => [
  { header: 'What', width: '1.6fr', cell: metricName },
  { header: 'This hour', align: 'end', cell: (metric) => count(current.thisHour[metric] ?? 0) },
  {
    header: periodName(period.days),
    align: 'end',
    cell: (metric) => count(period.counts[metric] ?? 0),
  },
];

/** Everything that is counted. */
export const Counts = ({ of: view }: { readonly of: AnalyticsView }) => (
  <Card title="Counts" flush>
    <Table label="Counts" columns={columnsOf(view)} rows={COUNTED} keyOf={(metric) => metric} />
  </Card>
);
