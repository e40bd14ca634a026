import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useNames, Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { AddPerson } from './add-person.tsx';

type Person = GuildView['people'][number];

const columns: readonly Column<Person>[] = [
  { header: 'Person', width: '1.5fr', cell: ({ id }) => <Who is={id} /> },
  { header: 'Decided', width: '4.5rem', align: 'end', cell: ({ decided }) => count(decided) },
  { header: 'Undid', width: '4rem', align: 'end', wide: true, cell: ({ undid }) => count(undid) },
  { header: 'Since', width: '6rem', align: 'end', wide: true, cell: ({ addedAt }) => <Time at={addedAt} /> },
];

/** The people of a guild, with what they decided of the work of its agents. */
export function People({ of: guild }: { readonly of: GuildView }) {
  const session = useSession();
  const { name, people } = guild;
  const remove: Column<Person> = {
    header: 'Actions',
    width: '6rem',
    align: 'end',
    cell: ({ id }) => <Remove person={id} guild={name} />,
  };
  return (
    <Card
      title="People"
      flush
      actions={session.may(guildRoutes.joinGuild) ? <AddPerson of={guild} /> : undefined}
    >
      {people.length === 0 ? (
        <Empty title="Nobody yet">
          Members of the workspace who look after its work. What they decide is counted here.
        </Empty>
      ) : (
        <Table
          label={`People of ${wordsOf(name)}`}
          columns={session.may(guildRoutes.leaveGuild) ? [...columns, remove] : columns}
          rows={people}
          keyOf={({ id }) => id}
        />
      )}
    </Card>
  );
}

function Remove({ person, guild }: { readonly person: string; readonly guild: string }) {
  const tell = useTell();
  const nameOf = useNames();
  const leave = useCommand(guildRoutes.leaveGuild);
  return (
    <Confirm
      small
      label="Remove"
      title={`Take ${nameOf(person)} out of ${wordsOf(guild)}?`}
      about="They stay a member of the workspace, and can be added again."
      run={async () => {
        await leave.mutateAsync({ params: { guild, person } });
        tell(`${nameOf(person)} is no longer in ${wordsOf(guild)}.`);
      }}
    />
  );
}
