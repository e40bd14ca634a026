import { decimal } from '../../format/numbers.ts';
import { type Column, Table } from '../../ui/table.tsx';
import type { Standing } from './resources.ts';
import styles from './risk-budget.module.css';

type Row = Standing['riskBudget'][number];

const NAMES = {
  all: 'All e-mails',
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Microsoft',
  other: 'All others',
} as const;
const spent = ({ expected, most }: Row['bounces']): string => `${decimal(expected)} of ${decimal(most)}`;

const columns: readonly Column<Row>[] = [
  { header: 'Provider', cell: ({ provider }) => NAMES[provider] },
  { header: 'Bounces', align: 'end', cell: ({ bounces }) => spent(bounces) },
  { header: 'Complaints', align: 'end', cell: ({ complaints }) => spent(complaints) },
];

/** Bounces and complaints that are expected of what it sent today, and how many may be. */
export function RiskBudget({ standing: { riskBudget } }: { readonly standing: Standing }) {
  return (
    <>
      <p className={styles.note}>
        What today’s e-mails are expected to cost, of what they may. Sending stops at the limit.
      </p>
      <Table
        label="Risk budget of today"
        columns={columns}
        rows={riskBudget}
        keyOf={({ provider }) => provider}
      />
    </>
  );
}
