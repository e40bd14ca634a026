import { useState } from 'react';
import { type GuildView, resourcesSchema } from '../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../shared/guilds/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { FormDialog } from '../../schema-form/form-dialog.tsx';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { useTell } from '../../ui/toast.tsx';

const NAMES = { fields: { runsADay: 'Runs in a day', modelRunsADay: 'With a language model' } };

/** Says how much the agents of a guild may do in a day. */
export function ChangeResources({ of: { name, resources } }: { readonly of: GuildView }) {
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const set = useCommand(guildRoutes.setGuildResources);
  const { runsADay, modelRunsADay } = resources;
  const close = () => {
    setOpen(false);
    set.reset();
  };
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Change
      </Button>
      {isOpen ? (
        <FormDialog
          schema={resourcesSchema}
          names={NAMES}
          begin={{ runsADay, modelRunsADay }}
          title={`What ${wordsOf(name)} may do in a day`}
          about="Once the runs are used up, tasks of its agents wait for the next day. Without a model, agents go by rules where they can."
          label="Save"
          busy={set.isPending}
          error={set.error}
          send={(body) =>
            set.mutate(
              { params: { guild: name }, body },
              {
                onSuccess: () => {
                  close();
                  tell('Saved.');
                },
              },
            )
          }
          close={close}
        />
      ) : null}
    </>
  );
}
