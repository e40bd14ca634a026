import { useState } from 'react';
import type { CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { PickForm } from '../../ui/pick-form.tsx';
import { useTell } from '../../ui/toast.tsx';

interface AddPartProps {
  readonly of: CampaignView;
}

/** Of each kind, the newest: an older one joins by its id, by "rex campaigns add". */
const NEWEST = { query: { limit: 100 } } as const;

/** Lets a mission or a task join a campaign. */
export function AddPart({ of: campaign }: AddPartProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Add a mission or task
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Add to ${campaign.name}`}
        about="What it does counts for the campaign, and what it costs for its budget. It belongs to one campaign at most."
      >
        {open ? <Form of={campaign} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ of: { id, parts }, onDone }: AddPartProps & { readonly onDone: () => void }) {
  const tell = useTell();
  const missions = useApi(missionRoutes.listMissions, NEWEST);
  const tasks = useApi(taskRoutes.listTasks, NEWEST);
  const join = useCommand(campaignRoutes.joinCampaign, ['missions', 'tasks']);
  const isOther = ({ id: part }: { readonly id: string }) => !parts.some((known) => known.id === part);
  const optionOf = (part: string, name: string, state: string) => ({
    value: part,
    text: `${name} (${wordsOf(state).toLowerCase()})`,
  });
  return (
    <Loaded query={missions}>
      {({ missions: allMissions }) => (
        <Loaded query={tasks}>
          {({ tasks: allTasks }) => (
            <PickForm
              label="Mission or task"
              groups={[
                {
                  label: 'Missions',
                  options: allMissions
                    .filter(isOther)
                    .map(({ id: part, name, state }) => optionOf(part, name, state)),
                },
                {
                  label: 'Tasks',
                  options: allTasks
                    .filter(isOther)
                    .map(({ id: part, title, status }) => optionOf(part, title, status)),
                },
              ]}
              none="There is no mission or task that is not in it already."
              busy={join.isPending}
              error={join.error}
              onPick={(part) =>
                join.mutate(
                  { params: { id, part } },
                  {
                    onSuccess: () => {
                      onDone();
                      tell('Added to the campaign.');
                    },
                  },
                )
              }
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
