import { useState } from 'react';
import type { GuildView } from '../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { memberRoutes } from '../../../../shared/members/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { PickForm } from '../../ui/pick-form.tsx';
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
  return (
    <Loaded query={members}>
      {({ members: all }) => (
        <PickForm
          label="Member"
          hint="Whoever is not listed is invited under Settings, Members"
          groups={[
            {
              label: 'Members',
              options: all
                .filter(({ subject }) => !people.some(({ id }) => id === subject))
                .map(({ subject, email }) => ({ value: subject, text: email ?? subject })),
            },
          ]}
          none="Every member of the workspace is in it."
          busy={join.isPending}
          error={join.error}
          onPick={(person) =>
            join.mutate(
              { params: { guild: name, person } },
              {
                onSuccess: () => {
                  onDone();
                  tell(`Added to ${wordsOf(name)}.`);
                },
              },
            )
          }
        />
      )}
    </Loaded>
  );
}
