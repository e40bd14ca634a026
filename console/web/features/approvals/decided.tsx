import type { ApprovalView } from '../../../../shared/approvals/contract/routes.ts';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { Table } from '../../ui/table.tsx';
import { decisionColumns } from './columns.tsx';
import { useApprovalColumns, useApprovals } from './rows.ts';

interface DecidedProps {
  readonly state: ApprovalView['state'] | undefined;
  readonly subject: ApprovalView['subject'] | undefined;
}

/** What was decided, has expired or is void. */
export function Decided({ state, subject }: DecidedProps) {
  const approvals = useApprovals(
    state,
    (each) => each.state !== 'pending' && (subject === undefined || each.subject === subject),
  );
  const columns = useApprovalColumns();
  return (
    <Card title="Decided" flush>
      <Paged pages={approvals} lines={4} empty={<Empty title="Nothing was decided yet" />}>
        <Table
          label="Decided"
          columns={[...columns, ...decisionColumns]}
          rows={approvals.rows}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/approvals/${id}`}
          more={approvals.more}
          hasMore={approvals.hasMore}
        />
      </Paged>
    </Card>
  );
}
