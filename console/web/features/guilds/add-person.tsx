import { useState } from 'react';
import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { memberRoutes } from '../../../../shared/members/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Loaded, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

interface AddPersonProps {
  readonly of: GuildView;
}

/** Adds a member of the workspace to a guild. */
export function AddPerson({ of: guild }: AddPersonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Add somebody
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Add somebody to ${wordsOf(guild.name)}`}>
        {open ? <Form of={guild} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ of: { name, people }, onDone }: AddPersonProps & { readonly onDone: () => void }) {
  const tell = useTell();
  const members = useApi(memberRoutes.listMembers, {});
  const join = useCommand(guildRoutes.joinGuild);
  const [chosen, setChosen] = useState<string>();
  return (
    <Loaded query={members}>
      {({ members: all }) => {
        const others = all.filter(({ subject }) => !people.some(({ id }) => id === subject));
        const person = chosen ?? others[0]?.subject;
        if (person === undefined) return <p>Every member of the workspace is in it.</p>;
        return (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              join.mutate(
                { params: { guild: name, person } },
                {
                  onSuccess: () => {
                    onDone();
                    tell(`Added to ${wordsOf(name)}.`);
                  },
                },
              );
            }}
          >
            <Field label="Member" hint="Whoever is not listed is invited under Settings, Members">
              {(control) => (
                <Select {...control} value={person} onChange={({ target }) => setChosen(target.value)}>
                  {others.map(({ subject, email }) => (
                    <option key={subject} value={subject}>
                      {email ?? subject}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {join.error ? <Problem error={join.error} /> : null}
            <div>
              <Button type="submit" kind="primary" busy={join.isPending}>
                Add
              </Button>
            </div>
          </form>
        );
      }}
    </Loaded>
  );
}
