import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { MISSION_TYPES, type MissionType } from '../../../../shared/missions/contract/mission.ts';
import { useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

interface PlanMoveProps {
  readonly campaign: string;
  readonly moves: readonly MoveView[];
}

/** Plans a mission or something that a person does; tasks are planned by the command, with their payload. */
export function PlanMove(props: PlanMoveProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        Plan a move
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Plan a move"
        about="It begins once the campaign runs, it is due, and what it waits for is done."
      >
        {open ? <Form {...props} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

const PERSON = 'person';

function Form({ campaign, moves, onDone }: PlanMoveProps & { readonly onDone: () => void }) {
  const tell = useTell();
  const plan = useCommand(campaignRoutes.createMove, ['campaigns']);
  const [title, setTitle] = useState('');
  const [way, setWay] = useState<MissionType | typeof PERSON>(PERSON);
  const [instructions, setInstructions] = useState('');
  const [after, setAfter] = useState('');
  const problemOf = (field: string) =>
    plan.error?.fields.find(({ path }) => path.startsWith(`body.${field}`))?.message;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const by =
          way === PERSON
            ? { kind: 'person' as const, instructions }
            : { kind: 'mission' as const, mission: { type: way, params: {} } };
        plan.mutate(
          { body: { campaign, title, dependsOn: after === '' ? [] : [after], by } },
          {
            onSuccess: () => {
              onDone();
              tell(`${title} is planned.`);
            },
          },
        );
      }}
    >
      <Field label="Title" problem={problemOf('title')}>
        {(control) => (
          <Input
            {...control}
            value={title}
            required
            maxLength={150}
            onChange={({ target: { value } }) => setTitle(value)}
          />
        )}
      </Field>
      <Field
        label="Carried out by"
        hint="A task needs its payload: rex moves plan --help says how to plan one"
      >
        {(control) => (
          <Select
            {...control}
            value={way}
            onChange={({ target: { value } }) => setWay(value as MissionType | typeof PERSON)}
          >
            <option value={PERSON}>A person</option>
            {MISSION_TYPES.map((type) => (
              <option key={type} value={type}>
                Mission: {wordsOf(type)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {way === PERSON ? (
        <Field label="What they do" problem={problemOf('by')}>
          {(control) => (
            <Textarea
              {...control}
              value={instructions}
              required
              maxLength={2_000}
              onChange={({ target: { value } }) => setInstructions(value)}
            />
          )}
        </Field>
      ) : null}
      <Field label="After" hint="It waits until that is done" problem={problemOf('dependsOn')}>
        {(control) => (
          <Select {...control} value={after} onChange={({ target: { value } }) => setAfter(value)}>
            <option value="">Nothing</option>
            {moves.map(({ id, title: of }) => (
              <option key={id} value={id}>
                {of}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {plan.error ? <Problem error={plan.error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={plan.isPending}>
          Plan it
        </Button>
      </div>
    </form>
  );
}
