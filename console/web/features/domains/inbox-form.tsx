import { type FormEvent, useId, useState } from 'react';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CHANGES } from './resources.ts';

interface InboxFormProps {
  readonly domain: string;
  /** The inbox to change; absent to add one. */
  readonly inbox?: { readonly name: string; readonly dailyCap: number };
  readonly label: string;
  readonly title: string;
}

/** Adds an inbox to a domain, or changes its daily cap. */
export function InboxForm({ domain, inbox, label, title }: InboxFormProps) {
  const tell = useTell();
  const form = useId();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(inbox?.name ?? '');
  const [cap, setCap] = useState(String(inbox?.dailyCap ?? 50));
  const set = useCommand(resourceRoutes.setInbox, CHANGES);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await set
      .mutateAsync({ params: { id: domain }, body: { name, dailyCap: Number(cap) } })
      .catch(() => undefined);
    if (saved === undefined) return;
    tell(`${saved.name} may send ${saved.dailyCap} e-mails a day`);
    setOpen(false);
  };
  const shown = ['name', 'dailyCap'].some((field) => fieldProblem(set.error, field) !== undefined);
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" type="submit" form={form} busy={set.isPending}>
              Save
            </Button>
          </>
        }
      >
        <form id={form} className="stack" onSubmit={(event) => void onSubmit(event)}>
          {inbox === undefined ? (
            <Field
              label="Name"
              hint={`The part before the @: ann for ann@${domain}`}
              problem={fieldProblem(set.error, 'name')}
            >
              {(control) => (
                <Input {...control} required value={name} onChange={({ target }) => setName(target.value)} />
              )}
            </Field>
          ) : null}
          <Field label="E-mails a day at most" problem={fieldProblem(set.error, 'dailyCap')}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                required
                value={cap}
                onChange={({ target }) => setCap(target.value)}
              />
            )}
          </Field>
          {set.error && !shown ? <Problem error={set.error} /> : null}
        </form>
      </Dialog>
    </>
  );
}
