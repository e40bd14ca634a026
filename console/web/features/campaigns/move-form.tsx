import { Pencil, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CarriedOutBy } from './carried-out-by.tsx';
import { createBody, draftOf, editBody, type MoveDraft } from './move-draft.ts';
import { MoveFields } from './move-fields.tsx';

interface MoveFormProps {
  readonly campaign: string;
  /** The moves of its campaign, which it may wait for. */
  readonly moves: readonly MoveView[];
  /** The move that is changed; without one a move is planned. */
  readonly of?: MoveView;
}

/** Plans a move, or changes one that has not begun. */
export function MoveForm(props: MoveFormProps) {
  const [open, setOpen] = useState(false);
  const { of: move } = props;
  return (
    <>
      <Button
        small
        icon={move === undefined ? <Plus aria-hidden /> : <Pencil aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {move === undefined ? 'Plan a move' : 'Change'}
        {move === undefined ? null : <span className="visually-hidden"> {move.title}</span>}
      </Button>
      <Dialog
        wide
        open={open}
        onOpenChange={setOpen}
        title={move === undefined ? 'Plan a move' : `Change ${move.title}`}
        about="It begins when the campaign runs, it is due, and the moves that it waits for are done."
      >
        {open ? <Form {...props} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ campaign, moves, of: move, onDone }: MoveFormProps & { readonly onDone: () => void }) {
  const tell = useTell();
  const plan = useCommand(campaignRoutes.createMove, ['campaigns']);
  const edit = useCommand(campaignRoutes.editMove, ['campaigns']);
  const [draft, setDraft] = useState(() => draftOf(move));
  // A second press of the button plans no second move; what was changed meanwhile is another one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const change = (values: Partial<MoveDraft>) => {
    setDraft((before) => ({ ...before, ...values }));
    setKey(crypto.randomUUID());
  };
  const { error, isPending } = move === undefined ? plan : edit;
  const problems = error?.fields ?? [];
  const done = () => {
    onDone();
    tell(`${draft.title} is ${move === undefined ? 'planned' : 'changed'}.`);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (move === undefined)
      plan.mutate(
        { body: createBody(campaign, draft), headers: { 'idempotency-key': key } },
        { onSuccess: done },
      );
    else
      edit.mutate(
        {
          params: { id: move.id },
          body: editBody(draft, move),
          headers: { 'if-match': `"${move.version}"` },
        },
        { onSuccess: done },
      );
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <MoveFields
        draft={draft}
        onChange={change}
        others={moves.filter(({ id }) => id !== move?.id)}
        problems={problems}
      />
      <CarriedOutBy draft={draft} onChange={change} problems={problems} />
      {error ? <Problem error={error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={isPending}>
          {move === undefined ? 'Plan it' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
