import type { Benchmarks as View } from '../../../../shared/analytics/contract/view.ts';
import { count, decimal, percent } from '../../format/numbers.ts';
import { duration } from '../../format/times.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Quartiles = View['durationMs'][string];
type Row = readonly [workflow: string, Quartiles];

const columns: readonly Column<Row>[] = [
  { header: 'Workflow', width: '2fr', cell: ([workflow]) => wordsOf(workflow) },
  { header: 'Missions', align: 'end', cell: ([, { of }]) => count(of) },
  { header: 'Fastest quarter', align: 'end', wide: true, cell: ([, { q1 }]) => duration(q1) },
  { header: 'Median', align: 'end', cell: ([, { median }]) => duration(median) },
  { header: 'Slowest quarter', align: 'end', wide: true, cell: ([, { q3 }]) => duration(q3) },
];

/** What is usual in this workspace, from its own past. */
export function Benchmarks({ of: { success, reputation, durationMs } }: { readonly of: View }) {
  const workflows = Object.entries(durationMs);
  if (success === null && reputation === null && workflows.length === 0) {
    return (
      <Card title="Usual here">
        <Empty title="No benchmark yet">There is one after the first missions have ended.</Empty>
      </Card>
    );
  }
  return (
    <>
      <Card title="Usual here">
        <Facts
          of={[
            [
              'Missions that succeed',
              success === null
                ? null
                : `${percent(success.rate)} (${count(success.completed)} of ${count(success.of)}; 95% interval ${percent(success.interval95.low)} to ${percent(success.interval95.high)})`,
            ],
            [
              'Reputation of domains',
              reputation === null
                ? null
                : `${decimal(reputation.median)}, half of them ${decimal(reputation.q1)} to ${decimal(reputation.q3)} (${count(reputation.of)} days of domains)`,
            ],
          ]}
        />
      </Card>
      {workflows.length === 0 ? null : (
        <Card title="Working time of completed missions" flush>
          <Table
            label="Working time by workflow"
            columns={columns}
            rows={workflows}
            keyOf={([name]) => name}
          />
        </Card>
      )}
    </>
  );
}
