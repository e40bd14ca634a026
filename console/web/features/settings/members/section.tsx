import { useState } from 'react';
import { ROLES, type Role } from '../../../../../shared/kernel/contract/common.ts';
import { memberRoutes } from '../../../../../shared/members/contract/routes.ts';
import {
  type MemberView,
  memberBodySchema,
} from '../../../../../shared/notifications/contract/notifications.ts';
import { notificationRoutes } from '../../../../../shared/notifications/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { Empty, Loaded, Problem } from '../../../ui/notice.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { useTell } from '../../../ui/toast.tsx';
import styles from '../settings.module.css';
import { Invitations, Invite } from './invitations.tsx';
import { Team } from './team.tsx';

const MAY: Readonly<Record<Role, string>> = {
  owner: 'Everything',
  admin: 'Everything',
  operator: 'Run missions, leads, domains and tasks; not decide, and not change settings',
  approver: 'Approve and reject what would go out; answers to frequent questions',
  viewer: 'Read',
};

/** Who belongs to the workspace, who is invited, and what each role may. */
export function Members() {
  const session = useSession();
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <Card title="You">
        <Facts
          of={[
            ['Signed in as', session.email],
            ['Role', <Badge key="role">{session.role}</Badge>],
            ['Workspace', session.workspace],
          ]}
        />
      </Card>
      <Card title="Roles">
        <Facts of={ROLES.map((role) => [role, MAY[role]])} />
      </Card>
      <Team invite={() => setInviting(true)} />
      {session.may(memberRoutes.listInvitations) ? <Invitations /> : null}
      {isInviting ? <Invite close={() => setInviting(false)} /> : null}
      {session.may(notificationRoutes.listNotifiedMembers) ? <Subscribed /> : null}
    </>
  );
}

function Subscribed() {
  const members = useApi(notificationRoutes.listNotifiedMembers, {});
  const remove = useCommand(notificationRoutes.removeNotifiedMember);
  const [mapped, setMapped] = useState<MemberView>();
  const columns: readonly Column<MemberView>[] = [
    { header: 'Member', width: '2fr', cell: ({ email, member }) => email ?? member },
    { header: 'Role', width: '6rem', cell: ({ role }) => role },
    {
      header: 'Told by',
      width: '1.5fr',
      wide: true,
      cell: ({ channels }) => Object.keys(channels).join(', ') || 'the console alone',
    },
    { header: 'In Slack', width: '8rem', wide: true, cell: ({ slackUser }) => slackUser ?? '–' },
    {
      header: 'Actions',
      width: '12rem',
      align: 'end',
      cell: (row) => (
        <span className={styles.actions}>
          <Button small onClick={() => setMapped(row)}>
            Slack user
          </Button>
          <Confirm
            small
            label="End"
            title="End this subscription?"
            about={`${row.email ?? row.member} is told nothing more, and decides no more by links or Slack. They can subscribe again.`}
            run={() => remove.mutateAsync({ params: { member: row.member } })}
          />
        </span>
      ),
    },
  ];
  return (
    <Card title="Members with a subscription" flush>
      <Loaded query={members}>
        {({ members: rows }) =>
          rows.length === 0 ? (
            <Empty title="Nobody has a subscription yet">
              Each member says in “Your notifications” what they want to be told.
            </Empty>
          ) : (
            <Table label="Subscribed members" columns={columns} rows={rows} keyOf={({ member }) => member} />
          )
        }
      </Loaded>
      {mapped === undefined ? null : <SlackUser member={mapped} close={() => setMapped(undefined)} />}
    </Card>
  );
}

function SlackUser({ member, close }: { readonly member: MemberView; readonly close: () => void }) {
  const tell = useTell();
  const set = useCommand(notificationRoutes.setNotifiedMember);
  const [user, setUser] = useState(member.slackUser ?? '');
  const save = () =>
    set.mutate(
      { params: { member: member.member }, body: { slackUser: user.trim() === '' ? null : user.trim() } },
      {
        onSuccess: () => {
          tell('Saved.');
          close();
        },
      },
    );
  const problem = memberBodySchema.shape.slackUser.safeParse(user.trim() === '' ? null : user.trim());
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title="Who is this in Slack?"
      about={`The user of Slack decides in the name of ${member.email ?? member.member}. Empty: nobody does.`}
      actions={
        <Button kind="primary" busy={set.isPending} onClick={save}>
          Save
        </Button>
      }
    >
      <Field label="User of Slack" hint="Such as U0123ABCD." problem={problem.error?.issues[0]?.message}>
        {(control) => <Input {...control} value={user} onChange={({ target }) => setUser(target.value)} />}
      </Field>
      {set.error ? <Problem error={set.error} /> : null}
    </Dialog>
  );
}
