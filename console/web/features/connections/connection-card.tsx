import { useState } from 'react';
import { providerRow } from '../../../../shared/connections/contract/providers.ts';
import { connectionRoutes } from '../../../../shared/connections/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Who } from '../../app/who.tsx';
import { labelOf } from '../../schema-form/schema.ts';
import { State } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice, Problem } from '../../ui/notice.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { type Connection, toneOfConnection } from './connection.ts';
import { RenewConnection } from './renew-connection.tsx';

interface ConnectionCardProps {
  readonly connection: Connection;
  readonly onRemoved: () => void;
}

/** One connection: its account, whether it works, and what can be done with it. */
export function ConnectionCard({ connection, onRemoved }: ConnectionCardProps) {
  const tell = useTell();
  const { id, name, provider, account, state, reason, checkedAt, accessUntil, createdAt, createdBy } =
    connection;
  const test = useCommand(connectionRoutes.testConnection);
  const remove = useCommand(connectionRoutes.removeConnection);
  const [isRenewing, setRenewing] = useState(false);
  const params = { id };
  return (
    <Card
      title={name}
      actions={
        <CopyAs
          route={connectionRoutes.getConnection}
          request={{ params }}
          command={`rex connections show ${id}`}
        />
      }
    >
      <div className="stack">
        <Facts
          of={[
            ['Provider', providerRow(provider).title],
            ...Object.entries(account).map(([field, value]) => [labelOf(field), value] as const),
            ['Health', <State key="state" of={state} tone={toneOfConnection(state)} />],
            ['What to do', reason && <Prose key="todo" of={reason} />],
            ['Asked', <Time key="asked" at={checkedAt} />],
            ['Access until', accessUntil === null ? null : <Time key="until" at={accessUntil} />],
            ['Connected', <Time key="created" at={createdAt} />],
            ['By', <Who key="by" is={createdBy} />],
            ['Id', <code key="id">{id}</code>],
          ]}
        />
        {test.data === undefined ? null : (
          <div role="status">
            <Notice tone={test.data.outcome === 'working' ? 'good' : 'warn'}>
              <p>
                <Prose of={test.data.message} />
              </p>
            </Notice>
          </div>
        )}
        {test.error ? <Problem error={test.error} /> : null}
        <div className="row">
          <Button busy={test.isPending} onClick={() => test.mutate({ params })}>
            Test
          </Button>
          <Button onClick={() => setRenewing(true)}>Renew the credentials</Button>
          <Confirm
            label="Remove"
            kind="danger"
            title={`Remove ${name}?`}
            about="Its credentials are deleted, and tasks that name it are refused from then on. It can be connected again, with new credentials."
            run={async () => {
              await remove.mutateAsync({ params });
              tell(`${name} is removed.`);
              onRemoved();
            }}
          />
        </div>
      </div>
      {isRenewing ? <RenewConnection connection={connection} close={() => setRenewing(false)} /> : null}
    </Card>
  );
}
