import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { issueColumns } from './issue-columns.tsx';
import { IssueReport } from './issue-report.tsx';

const addressSchema = z.object({ issue: z.string() });

/** What was sent of a newsletter, is being sent, or waits for its approval, and what became of it. */
export function Issues({ newsletter }: { readonly newsletter: string }) {
  const session = useSession();
  const [{ issue: shown }] = useAddress(addressSchema);
  const request = { params: { id: newsletter }, query: { limit: ROWS_A_PAGE } };
  const pages = usePages(newsletterRoutes.listIssues, request, ({ issues }) => issues);
  return (
    <>
      {session.may(taskRoutes.createTask) ? (
        <div className="row">
          <Link to="/tasks/new" search={{ type: 'newsletter.send' } as never} className={buttonClass()}>
            New issue
          </Link>
          <span className="quiet small">
            A new one is a task until you have approved it, and stands here once it has begun.
          </span>
        </div>
      ) : null}
      <Card flush>
        <Paged
          pages={pages}
          lines={4}
          empty={
            <Empty title="No issue yet">
              A task “newsletter.send” writes one: Rex shows you what would go to whom, and sends it when you
              have approved it.
            </Empty>
          }
        >
          <Table
            label="Issues"
            columns={issueColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/newsletters/${newsletter}?tab=issues&issue=${id}`}
            isCurrent={({ id }) => id === shown}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
      {shown === undefined ? null : <IssueReport newsletter={newsletter} issue={shown} />}
    </>
  );
}
