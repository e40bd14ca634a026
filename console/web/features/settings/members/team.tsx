import { useState } from 'react';
import type { z } from 'zod';
import { ROLES, type Role } from '../../../../../shared/kernel/contract/common.ts';
import { memberRoutes } from '../../../../../shared/members/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Empty, Loaded, Problem } from '../../../ui/notice.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from '../settings.module.css';

type Member = z.output<typeof memberRoutes.listMembers.success.schema>['members'][number];

/** Who belongs to the workspace. */
export function Team({ invite }: { readonly invite: () => void }) {
  const session = useSession();
  const list = useApi(memberRoutes.listMembers, {});
  const remove = useCommand(memberRoutes.removeMember);
  const [changing, setChanging] = useState<Member>();
  const mayManage = session.may(memberRoutes.changeMember);
  const columns: readonly Column<Member>[] = [
    { header: 'Member', width: '2fr', cell: ({ email, subject }) => email ?? subject },
    { header: 'Role', width: '6rem', cell: ({ role }) => role },
    { header: 'Since', width: '8rem', align: 'end', wide: true, cell: ({ since }) => <Time at={since} /> },
  ];
  const actions: Column<Member> = {
    header: 'Actions',
    width: '12rem',
    align: 'end',
    cell: (member) => (
      <span className={styles.actions}>
        <Button small onClick={() => setChanging(member)}>
          Change role
        </Button>
        <Confirm
          small
          kind="danger"
          trigger="secondary"
          label="Remove"
          title={`Remove ${member.email ?? member.subject}?`}
          about="They are refused within seconds, and the API keys that they made are revoked. They can be invited again."
          run={() => remove.mutateAsync({ params: { subject: member.subject } })}
        />
      </span>
    ),
  };
  return (
    <Card
      title="Members"
      flush
      actions={
        <>
          <CopyAs route={memberRoutes.listMembers} request={{}} command="rex members list" />
          {session.may(memberRoutes.createInvitation) ? (
            <Button kind="primary" small onClick={invite}>
              Invite somebody
            </Button>
          ) : null}
        </>
      }
    >
      <Loaded query={list}>
        {({ members }) =>
          members.length === 0 ? (
            <Empty title="Nobody was seen yet">Whoever signs in is listed here from then on.</Empty>
          ) : (
            <Table
              label="Members of the workspace"
              columns={mayManage ? [...columns, actions] : columns}
              rows={members}
              keyOf={({ subject }) => subject}
            />
          )
        }
      </Loaded>
      {changing === undefined ? null : <ChangeRole member={changing} close={() => setChanging(undefined)} />}
    </Card>
  );
}

function ChangeRole({ member, close }: { readonly member: Member; readonly close: () => void }) {
  const change = useCommand(memberRoutes.changeMember);
  const [role, setRole] = useState<Role>(member.role);
  const save = () =>
    change.mutate({ params: { subject: member.subject }, body: { role } }, { onSuccess: () => close() });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={`The role of ${member.email ?? member.subject}`}
      about="It holds from the next seconds on. Only an owner makes or unmakes owners, and one owner always stays."
      actions={
        <Button kind="primary" busy={change.isPending} onClick={save}>
          Save
        </Button>
      }
    >
      <Field label="Role">
        {(control) => (
          <Select {...control} value={role} onChange={({ target }) => setRole(target.value as Role)}>
            {ROLES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        )}
      </Field>
      {change.error ? <Problem error={change.error} /> : null}
    </Dialog>
  );
}
