import { useState } from 'react';
import type { CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Loaded, Problem } from '../../ui/notice.tsx';
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
  const [chosen, setChosen] = useState<string>();
  const isOther = ({ id: part }: { readonly id: string }) => !parts.some((known) => known.id === part);
  return (
    <Loaded query={missions}>
      {({ missions: allMissions }) => (
        <Loaded query={tasks}>
          {({ tasks: allTasks }) => {
            const groups = [
              {
                label: 'Missions',
                of: allMissions.filter(isOther).map(({ id: part, name, state }) => ({ part, name, state })),
              },
              {
                label: 'Tasks',
                of: allTasks
                  .filter(isOther)
                  .map(({ id: part, title, status }) => ({ part, name: title, state: status })),
              },
            ].filter((group) => group.of.length > 0);
            const part = chosen ?? groups[0]?.of[0]?.part;
            if (part === undefined) return <p>There is no mission or task that is not in it already.</p>;
            return (
              <form
                className="stack"
                onSubmit={(event) => {
                  event.preventDefault();
                  join.mutate(
                    { params: { id, part } },
                    {
                      onSuccess: () => {
                        onDone();
                        tell('Added to the campaign.');
                      },
                    },
                  );
                }}
              >
                <Field label="Mission or task">
                  {(control) => (
                    <Select {...control} value={part} onChange={({ target }) => setChosen(target.value)}>
                      {groups.map((group) => (
                        <optgroup key={group.label} label={group.label}>
                          {group.of.map((each) => (
                            <option key={each.part} value={each.part}>
                              {each.name} ({wordsOf(each.state).toLowerCase()})
                            </option>
                          ))}
                        </optgroup>
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
      )}
    </Loaded>
  );
}
