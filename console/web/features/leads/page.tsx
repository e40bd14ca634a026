import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { leadRoutes } from '../../../../shared/leads/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged } from '../../ui/paged.tsx';
import { ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { leadColumns } from './columns.tsx';
import { FindByAddress } from './find-by-address.tsx';

const addressSchema = z.object({ email: z.string().max(320) });

/** Everybody whom Rex knows. */
export function Page() {
  const session = useSession();
  const [{ email }, change] = useAddress(addressSchema);
  const query = { email, limit: ROWS_A_PAGE };
  const pages = usePages(leadRoutes.listLeads, { query }, ({ leads }) => leads);
  return (
    <PageFrame
      title="Leads"
      actions={
        <>
          <CopyAs
            route={leadRoutes.listLeads}
            request={{ query }}
            command={`rex leads list${email === undefined ? '' : ` --email ${email}`}`}
          />
          <Link to="/leads/imports" className={buttonClass()}>
            Imports
          </Link>
          {session.may(leadRoutes.createImport) ? (
            <Link to="/leads/import" className={buttonClass('primary')}>
              Import leads
            </Link>
          ) : null}
        </>
      }
    >
      <FindByAddress key={email} email={email} onFind={(value) => change({ email: value })} />
      <Card flush>
        <Paged
          pages={pages}
          empty={
            <Empty title={email === undefined ? 'No leads yet' : `Nobody has the address ${email}`}>
              {email === undefined ? (
                <>
                  <p>Rex wakes up people whom you know already: export them from your CRM or shop as CSV.</p>
                  <Link to="/leads/import">Import a file</Link>
                </>
              ) : (
                'Rex looks for the whole address, in capital or small letters.'
              )}
            </Empty>
          }
        >
          <Table
            label="Leads"
            columns={leadColumns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/leads/${id}`}
            more={pages.more}
            hasMore={pages.hasMore}
          />
        </Paged>
      </Card>
    </PageFrame>
  );
}
