import { Link } from '@tanstack/react-router';
import { type ApprovalView, approvalRoutes } from '../../../../shared/approvals/contract/routes.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import styles from './approvals.module.css';
import { BatchBar } from './batch-bar.tsx';
import { pendingColumns } from './columns.tsx';
import { useApprovalColumns, useApprovals } from './rows.ts';
import { useSelection } from './selection.ts';
import { titleOf } from './words.ts';

/** What waits for a person. Several can be decided together. */
export function Pending({ subject }: { readonly subject: ApprovalView['subject'] | undefined }) {
  const mayDecide = useSession().may(approvalRoutes.decideTogether);
  const approvals = useApprovals('pending', (each) => subject === undefined || each.subject === subject);
  const { rows: shown } = approvals;
  const selection = useSelection(shown);
  const columns = useApprovalColumns();
  const box: Column<ApprovalView> = {
    header: '',
    width: '1.25rem',
    cell: (approval) => (
      <input
        type="checkbox"
        className={styles.box}
        aria-label={`Choose “${titleOf(approval)}”`}
        checked={selection.has(approval)}
        onChange={() => selection.toggle(approval)}
      />
    ),
  };
  return (
    <Card title="Waiting for a decision" flush>
      <Paged
        pages={approvals}
        lines={4}
        empty={
          <Empty title="Nothing waits for a decision">
            When a mission has drafted its messages, or Rex would change something, the question is here.{' '}
            <Link to="/missions/new">Create a mission</Link>
          </Empty>
        }
      >
        {mayDecide && shown.length > 1 ? <BatchBar selection={selection} shown={shown.length} /> : null}
        <Table
          label="Waiting for a decision"
          columns={[...(mayDecide && shown.length > 1 ? [box] : []), ...columns, ...pendingColumns]}
          rows={shown}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/approvals/${id}`}
          more={approvals.more}
          hasMore={approvals.hasMore}
        />
      </Paged>
    </Card>
  );
}
