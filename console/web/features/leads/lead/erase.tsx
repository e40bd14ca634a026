import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { gdprRoutes } from '../../../../../shared/gdpr/contract/routes.ts';
import { dropUnseen, useCommand } from '../../../api/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Input, Textarea } from '../../../ui/field.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import type { LeadRow } from '../standing.tsx';

/** Erases everything about a person. Whoever does it types the address, so that it is never done by a slip. */
export function Erase({ lead: { id, email } }: { readonly lead: LeadRow }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const tell = useTell();
  const erase = useCommand(gdprRoutes.eraseLead, ['inbox', 'erasures', 'missions']);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const isSame = typed.trim().toLowerCase() === email.toLowerCase();
  const go = () =>
    erase.mutate(
      { params: { id }, body: { reason } },
      {
        onSuccess: async () => {
          tell('The person is being erased.');
          await navigate({ to: '/leads' });
          dropUnseen(client);
        },
      },
    );
  return (
    <>
      <Button icon={<Eraser aria-hidden />} onClick={() => setOpen(true)}>
        Erase
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Erase everything about this person?"
        about="Profile, orders, messages, replies, mails and their traces go, and it cannot be undone. A keyed hash stays, so that a later import stays suppressed."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button
              kind="danger"
              busy={erase.isPending}
              disabled={!isSame || reason.trim() === ''}
              onClick={go}
            >
              Erase for ever
            </Button>
          </>
        }
      >
        <div className="stack">
          <Field label={`Type ${email} to confirm`}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
          <Field
            label="Reason"
            hint="It stays in the list of erasures, so it should not name the person."
            problem={erase.error?.fields.find(({ path }) => path === 'body.reason')?.message}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          {erase.error ? <Problem error={erase.error} /> : null}
        </div>
      </Dialog>
    </>
  );
}
