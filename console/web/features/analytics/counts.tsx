import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { COUNTED } from '../../../../shared/engagement/contract/counted.ts';
import { count } from '../../format/numbers.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { metricName } from './metrics.ts';

type Current = AnalyticsView['current'];
type Counted = (typeof COUNTED)[number];

const columnsOf = ({ thisHour, last24h }: Current): readonly Column<Counted>[] => [
  { header: 'What', width: '1.6fr', cell: metricName },
  { header: 'This hour', align: 'end', cell: (metric) => count(thisHour[metric] ?? 0) },
  { header: 'Last 24 h', align: 'end', cell: (metric) => count(last24h[metric] ?? 0) },
];

/** Everything that is counted. */
export const Counts = ({ current }: { readonly current: Current }) => (
  <Card title="Counts" flush>
    <Table label="Counts" columns={columnsOf(current)} rows={COUNTED} keyOf={(metric) => metric} />
  </Card>
);
