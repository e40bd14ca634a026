import { useState } from 'react';
import type { z } from 'zod';
import { createKeyBodySchema } from '../../../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../../../shared/members/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { FormDialog } from '../../../schema-form/form-dialog.tsx';
import { useSession } from '../../../sign-in/session-context.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty, Loaded, Notice } from '../../../ui/notice.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from '../settings.module.css';

type Key = z.output<typeof memberRoutes.listApiKeys.success.schema>['keys'][number];
const NAMES = { fields: { name: 'What it is for', role: 'Role', expiresInDays: 'Ends after (days)' } };

/** Keys with which programs call the API. */
export function Keys() {
  const session = useSession();
  const mayRead = session.may(memberRoutes.listApiKeys);
  const list = useApi(memberRoutes.listApiKeys, {}, { enabled: mayRead });
  const revoke = useCommand(memberRoutes.revokeApiKey);
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  if (!mayRead) return <Notice>Admins and owners see the API keys.</Notice>;
  const columns: readonly Column<Key>[] = [
    { header: 'For', width: '2fr', cell: ({ name }) => name },
    { header: 'Role', width: '6rem', cell: ({ role }) => role },
    {
      header: 'Last used',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : <Time at={lastUsedAt} />),
    },
    {
      header: 'Ends',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ expiresAt }) => (expiresAt === null ? '–' : <Time at={expiresAt} />),
    },
    {
      header: 'Actions',
      width: '8rem',
      align: 'end',
      cell: ({ id, name, revokedAt }) =>
        revokedAt === null ? (
          <span className={styles.actions}>
            <Confirm
              small
              kind="danger"
              trigger="secondary"
              label="Revoke"
              title={`Revoke the key of “${name}”?`}
              about="Whatever uses it is refused from its next request on. It cannot be taken back."
              run={() => revoke.mutateAsync({ params: { id } })}
            />
          </span>
        ) : (
          <Badge>revoked</Badge>
        ),
    },
  ];
  return (
    <>
      <Card
        title="API keys"
        flush
        actions={
          <>
            <CopyAs route={memberRoutes.listApiKeys} request={{}} command="rex keys list" />
            <Button kind="primary" small onClick={() => setAdding(true)}>
              Make a key
            </Button>
          </>
        }
      >
        <Loaded query={list}>
          {({ keys }) =>
            keys.length === 0 ? (
              <Empty title="No key yet">
                A program that calls the API sends a key. It may do what its role may, and manages no members.
              </Empty>
            ) : (
              <Table label="API keys" columns={columns} rows={keys} keyOf={({ id }) => id} />
            )
          }
        </Loaded>
      </Card>
      {isAdding ? <NewKey close={() => setAdding(false)} onMade={setSecret} /> : null}
      <SecretDialog
        secret={secret}
        title="The new key"
        about="Your program sends it as “Authorization: Bearer”."
        close={() => setSecret(undefined)}
      />
    </>
  );
}

function NewKey({ close, onMade }: { readonly close: () => void; readonly onMade: (key: string) => void }) {
  const create = useCommand(memberRoutes.createApiKey);
  return (
    <FormDialog
      schema={createKeyBodySchema}
      names={NAMES}
      begin={{ role: 'viewer' }}
      title="Make an API key"
      about="Give it the least role that does."
      label="Make"
      busy={create.isPending}
      error={create.error}
      send={(body) =>
        create.mutate(
          { body },
          {
            onSuccess: ({ key }) => {
              onMade(key);
              close();
            },
          },
        )
      }
      close={close}
    />
  );
}
