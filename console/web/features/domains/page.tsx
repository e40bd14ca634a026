import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { domainColumns, inboxColumns } from './columns.tsx';
import { PoolNumbers } from './pool-numbers.tsx';
import { inboxesOf, type Resources, useResources } from './resources.ts';
import { Queue } from './waiting.tsx';

const TABS = ['domains', 'inboxes', 'queue'] as const;
const addressSchema = z.object({ tab: z.enum(TABS) });

/** The pool of sending domains and inboxes: how each stands, who holds it, and who waits. */
export function Page() {
  const session = useSession();
  const [{ tab = 'domains' }] = useAddress(addressSchema);
  const resources = useResources();
  return (
    <PageFrame
      title="Domains and inboxes"
      actions={
        <>
          <CopyAs route={resourceRoutes.listResources} request={{}} command="rex resources" />
          {session.may(resourceRoutes.addDomain) ? (
            <Link to="/domains/new" className={buttonClass('primary')}>
              Add domain
            </Link>
          ) : null}
        </>
      }
    >
      <Loaded query={resources} lines={8}>
        {(data) => (
          <>
            <PoolNumbers resources={data} />
            <Tabs
              label="Parts of the pool"
              current={tab}
              tabs={[
                { id: 'domains', label: 'Domains', count: data.domains.length },
                { id: 'inboxes', label: 'Inbox pool', count: inboxesOf(data.domains).length },
                { id: 'queue', label: 'Crews, quotas and queue', count: data.waiting.length },
              ]}
            />
            {tab === 'queue' ? (
              <Queue resources={data} />
            ) : (
              <Card flush>{tab === 'domains' ? <Domains of={data} /> : <Inboxes of={data} />}</Card>
            )}
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}

const Domains = ({ of: { domains } }: { readonly of: Resources }) =>
  domains.length === 0 ? (
    <Empty title="No sending domain yet">
      <p>
        Without one nothing can be sent. Add a domain that is yours and prove it by a DNS record; one that is
        new Rex warms up.
      </p>
      <Link to="/domains/new">Add a domain</Link>
    </Empty>
  ) : (
    <Table
      label="Sending domains"
      columns={domainColumns}
      rows={domains}
      keyOf={({ domain }) => domain}
      hrefOf={({ domain }) => `/domains/${domain}`}
    />
  );

function Inboxes({ of: { domains } }: { readonly of: Resources }) {
  const inboxes = inboxesOf(domains);
  if (inboxes.length === 0) {
    return (
      <Empty title="No inbox in the pool">
        A domain sends from the sender of the settings until it has inboxes. Open a domain and add one: each
        inbox has a cap of its own.
      </Empty>
    );
  }
  return (
    <Table
      label="Inbox pool"
      columns={inboxColumns}
      rows={inboxes}
      keyOf={({ inbox, domain }) => `${inbox.name}@${domain.domain}`}
      hrefOf={({ domain }) => `/domains/${domain.domain}?tab=inboxes`}
    />
  );
}
