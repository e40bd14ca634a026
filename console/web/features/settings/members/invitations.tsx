import { useState } from 'react';
import type { z } from 'zod';
import { inviteBodySchema } from '../../../../../shared/members/contract/members.ts';
import { memberRoutes } from '../../../../../shared/members/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { FormDialog } from '../../../schema-form/form-dialog.tsx';
import { JOIN_PATH } from '../../../sign-in/invitation.ts';
import { State } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Loaded } from '../../../ui/notice.tsx';
import { SecretDialog } from '../../../ui/secret-dialog.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from '../settings.module.css';

type Invitation = z.output<typeof memberRoutes.listInvitations.success.schema>['invitations'][number];
const NAMES = { fields: { email: 'E-mail', role: 'Role' } };

/** Invitations of the last months; there is nothing to see before the first one. */
export function Invitations() {
  const list = useApi(memberRoutes.listInvitations, {});
  const revoke = useCommand(memberRoutes.revokeInvitation);
  const columns: readonly Column<Invitation>[] = [
    { header: 'E-mail', width: '2fr', cell: ({ email }) => email },
    { header: 'Role', width: '6rem', cell: ({ role }) => role },
    { header: 'State', width: '7rem', cell: ({ state }) => <State of={state} /> },
    {
      header: 'Mail',
      width: '8rem',
      wide: true,
      cell: ({ mail }) => (mail ? <span title={mail.reason ?? undefined}>{mail.state}</span> : '–'),
    },
    {
      header: 'Until',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ expiresAt }) => <Time at={expiresAt} />,
    },
    {
      header: 'Actions',
      width: '8rem',
      align: 'end',
      cell: ({ id, email, state }) =>
        state === 'pending' ? (
          <span className={styles.actions}>
            <Confirm
              small
              label="Revoke"
              title={`Take back the invitation of ${email}?`}
              about="Its token opens nothing any more. You can invite them again."
              run={() => revoke.mutateAsync({ params: { id } })}
            />
          </span>
        ) : null,
    },
  ];
  return (
    <Loaded query={list}>
      {({ invitations }) =>
        invitations.length === 0 ? null : (
          <Card title="Invitations" flush>
            <Table label="Invitations" columns={columns} rows={invitations} keyOf={({ id }) => id} />
          </Card>
        )
      }
    </Loaded>
  );
}

const mailed = ({ mail, email }: Pick<Invitation, 'mail' | 'email'>): string =>
  mail?.state === 'sent'
    ? `A mail to ${email} brings it. Should that not arrive, give it to them on a way that you trust.`
    : `The mail did not go out${mail?.reason ? `: ${mail.reason}` : '.'} Give it to them on a way that you trust.`;

/** Asks whom to invite, then shows the link that they accept it by. */
export function Invite({ close }: { readonly close: () => void }) {
  const create = useCommand(memberRoutes.createInvitation);
  const [made, setMade] = useState<z.output<typeof memberRoutes.createInvitation.success.schema>>();
  if (made !== undefined)
    return (
      <SecretDialog
        secret={`${location.origin}${JOIN_PATH}#${made.token}`}
        title="The link of the invitation"
        about={`${mailed(made)} It is good once, for 7 days, for somebody who has signed in with this address. In a terminal: rex members join LINK.`}
        close={close}
      />
    );
  return (
    <FormDialog
      schema={inviteBodySchema}
      names={NAMES}
      begin={{ role: 'viewer' }}
      title="Invite somebody"
      about="An owner is made by a transfer, once they are a member."
      label="Invite"
      busy={create.isPending}
      error={create.error}
      send={(body) => create.mutate({ body }, { onSuccess: setMade })}
      close={close}
    />
  );
}
