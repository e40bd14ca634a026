import { useState } from 'react';
import * as z from 'zod';
import { providerRow } from '../../../../shared/connections/contract/providers.ts';
import { connectionRoutes } from '../../../../shared/connections/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Empty, Loaded, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { AddConnection } from './add-connection.tsx';
import { type Connection, toneOfConnection } from './connection.ts';
import { ConnectionCard } from './connection-card.tsx';

const addressSchema = z.object({ connection: z.string() });
const ABOUT = 'Accounts at other services that Rex may work with: pages, shops, posts, campaigns, Slack.';

/** The accounts at providers, and whether they accept what Rex has. */
export function Page() {
  const session = useSession();
  const mayRead = session.may(connectionRoutes.listConnections);
  const [{ connection: chosen }, change] = useAddress(addressSchema);
  const [isAdding, setAdding] = useState(false);
  const list = useApi(connectionRoutes.listConnections, {}, { enabled: mayRead });
  if (!mayRead) {
    return (
      <PageFrame title="Connections" about={ABOUT}>
        <Notice>Owners and admins see and change the connections.</Notice>
      </PageFrame>
    );
  }
  const columns: readonly Column<Connection>[] = [
    {
      header: 'Name',
      width: '2fr',
      cell: ({ id, name }) => (
        <Button kind="quiet" small onClick={() => change({ connection: id })}>
          {name}
        </Button>
      ),
    },
    { header: 'Provider', width: '1fr', cell: ({ provider }) => providerRow(provider).title },
    {
      header: 'Health',
      width: '7rem',
      cell: ({ state }) => <State of={state} tone={toneOfConnection(state)} />,
    },
    { header: 'What to do', width: '3fr', wide: true, cell: ({ reason }) => reason ?? '–' },
    {
      header: 'Asked',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ checkedAt }) => <Time at={checkedAt} />,
    },
  ];
  return (
    <PageFrame
      title="Connections"
      about={ABOUT}
      actions={
        <>
          <CopyAs route={connectionRoutes.listConnections} request={{}} command="rex connections list" />
          <Button kind="primary" onClick={() => setAdding(true)}>
            Connect an account
          </Button>
        </>
      }
    >
      <Card flush>
        <Loaded query={list}>
          {({ connections }) =>
            connections.length === 0 ? (
              <Empty title="No account is connected yet">
                <p>
                  Connect one, and tasks may use it: publish to WordPress, post to LinkedIn, change bids at
                  Google Ads, tell a channel of Slack. Credentials are kept in a vault and never shown again.
                </p>
                <Button kind="primary" onClick={() => setAdding(true)}>
                  Connect an account
                </Button>
              </Empty>
            ) : (
              <Table
                label="Connections"
                columns={columns}
                rows={connections}
                keyOf={({ id }) => id}
                isCurrent={({ id }) => id === chosen}
              />
            )
          }
        </Loaded>
      </Card>
      {list.data?.connections
        .filter(({ id }) => id === chosen)
        .map((connection) => (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            onRemoved={() => change({ connection: undefined })}
          />
        ))}
      {isAdding ? (
        <AddConnection close={() => setAdding(false)} onAdded={(id) => change({ connection: id })} />
      ) : null}
    </PageFrame>
  );
}
