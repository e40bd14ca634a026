import { useState } from 'react';
import * as z from 'zod';
import { webhookRoutes } from '../../../../../shared/webhooks/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { State } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty, Loaded, Notice } from '../../../ui/notice.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import { Deliveries } from './deliveries.tsx';
import { EndpointCard } from './endpoint-card.tsx';
import { EndpointForm } from './endpoint-form.tsx';

const addressSchema = z.object({ endpoint: z.string(), delivery: z.string() });
export type Endpoint = z.output<typeof webhookRoutes.getWebhook.success.schema>;

/** Programs that are told what happens: their endpoints, and every delivery with its attempts. */
export function Webhooks() {
  const session = useSession();
  const [{ endpoint: chosen }, change] = useAddress(addressSchema);
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const mayRead = session.may(webhookRoutes.listWebhooks);
  const list = useApi(webhookRoutes.listWebhooks, {}, { enabled: mayRead });
  if (!mayRead) return <Notice>Operators, admins and owners see the endpoints of webhooks.</Notice>;
  const choose = (id: string | undefined) => change({ endpoint: id, delivery: undefined });
  const columns: readonly Column<Endpoint>[] = [
    {
      header: 'Address',
      width: '3fr',
      cell: ({ id, url }) => (
        <Button kind="quiet" small onClick={() => choose(id)}>
          {url}
        </Button>
      ),
    },
    { header: 'Events', width: '1.5fr', wide: true, cell: ({ events }) => events.join(', ') },
    { header: 'State', width: '6.5rem', cell: ({ state }) => <State of={state} /> },
    {
      header: 'Fails since',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ failingSince }) => <Time at={failingSince} />,
    },
  ];
  return (
    <>
      <Card
        title="Webhooks"
        flush
        actions={
          <>
            <CopyAs route={webhookRoutes.listWebhooks} request={{}} command="rex webhooks list" />
            {session.may(webhookRoutes.createWebhook) ? (
              <Button kind="primary" small onClick={() => setAdding(true)}>
                Add an endpoint
              </Button>
            ) : null}
          </>
        }
      >
        <Loaded query={list}>
          {({ endpoints }) =>
            endpoints.length === 0 ? (
              <Empty title="No endpoint yet">
                Add the address of a program, and Rex posts to it what happens, signed, until it arrives.
              </Empty>
            ) : (
              <Table
                label="Endpoints"
                columns={columns}
                rows={endpoints}
                keyOf={({ id }) => id}
                isCurrent={({ id }) => id === chosen}
              />
            )
          }
        </Loaded>
      </Card>
      {list.data?.endpoints
        .filter(({ id }) => id === chosen)
        .map((endpoint) => (
          <div key={endpoint.id} className="stack">
            <EndpointCard endpoint={endpoint} onSecret={setSecret} onDeleted={() => choose(undefined)} />
            <Deliveries endpoint={endpoint.id} />
          </div>
        ))}
      {isAdding ? (
        <EndpointForm
          close={() => setAdding(false)}
          onAdded={({ id, secret: first }) => {
            setSecret(first);
            choose(id);
          }}
        />
      ) : null}
      <SecretDialog
        secret={secret}
        title="The secret of this endpoint"
        about="Deliveries are signed with it, as Standard Webhooks say: put it where your program reads it."
        close={() => setSecret(undefined)}
      />
    </>
  );
}
