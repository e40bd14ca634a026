import { useState } from 'react';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { stopText } from '../../../../shared/missions/contract/still-sending.ts';
import { useCommand } from '../../api/hooks.ts';
import { plural } from '../../format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Field, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CHANGES } from './resources.ts';

/** Pauses an inbox: its missions wait, or go on from another inbox of the domain. */
export function PauseInbox({ domain, name }: { readonly domain: string; readonly name: string }) {
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [move, setMove] = useState(false);
  const pause = useCommand(resourceRoutes.pauseInbox, CHANGES);
  const go = async () => {
    const body = { name, missions: move ? 'move' : 'wait', ...(reason.trim() ? { reason } : {}) } as const;
    const answer = await pause.mutateAsync({ params: { id: domain }, body });
    const { missions } = answer;
    const anew = missions.filter(({ needsApproval }) => needsApproval).length;
    const concerned = `${plural(missions.length, 'mission')} concerned, ${plural(anew, 'new approval')} needed.`;
    tell(stopText(`${name} is paused. ${concerned}`, answer));
    setOpen(false);
  };
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        Pause
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Pause ${name}@${domain}`}
        about="Nothing more goes out from it until it is resumed."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" busy={pause.isPending} onClick={() => void go().catch(() => undefined)}>
              Pause
            </Button>
          </>
        }
      >
        <Checkbox
          label="Move its missions to another inbox of the domain. Messages that were drafted with this sender then need a new approval."
          checked={move}
          onChange={({ target }) => setMove(target.checked)}
        />
        <Field label="Reason (optional)">
          {(control) => (
            <Textarea {...control} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        {pause.error ? <Problem error={pause.error} /> : null}
      </Dialog>
    </>
  );
}
