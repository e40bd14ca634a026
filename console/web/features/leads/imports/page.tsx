import { Link } from '@tanstack/react-router';
import { leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { usePages } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Paged } from '../../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../../ui/table.tsx';
import { importColumns } from './columns.tsx';

const query = { limit: ROWS_A_PAGE };

/** Every file that was imported. */
export function Page() {
  const session = useSession();
  const pages = usePages(leadRoutes.listImports, { query }, ({ imports }) => imports);
  return (
    <PageFrame
      title="Imports"
      about={<Link to="/leads">All leads</Link>}
      actions={
        <>
          <CopyAs route={leadRoutes.listImports} request={{ query }} />
          {session.may(leadRoutes.createImport) ? (
            <Link to="/leads/import" className={buttonClass('primary')}>
              Import a file
            </Link>
          ) : null}
        </>
      }
    >
      <Card flush>
        <Paged
          pages={pages}
          lines={6}
          empty={
            <Empty title="No file has been imported yet">
              <Link to="/leads/import">Import leads from a CSV file</Link>
            </Empty>
          }
        >
          <Table
            label="Imports"
            columns={importColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/leads/imports/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}
