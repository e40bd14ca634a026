import { useState } from 'react';
import { meetingRoutes } from '../../../../../shared/meetings/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Input, Textarea } from '../../../ui/field.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';

const NOTHING = { startsAt: '', minutes: '30', title: '', location: '', note: '' };
type Name = keyof typeof NOTHING;

export function InviteForm({ leadId, onDone }: { readonly leadId: string; readonly onDone: () => void }) {
  const tell = useTell();
  const invite = useCommand(meetingRoutes.inviteToMeeting, ['leads', 'inbox', 'approvals']);
  const [values, setValues] = useState(NOTHING);
  // One key for one dialog: pressing again after a lost answer invites nobody twice.
  const [key] = useState(() => crypto.randomUUID());
  const { startsAt, minutes, title, location, note } = values;
  const problemOf = (name: Name) => invite.error?.fields.find(({ path }) => path === `body.${name}`)?.message;
  const input = (name: Name) => ({
    value: values[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setValues((old) => ({ ...old, [name]: target.value })),
  });
  const send = () =>
    invite.mutate(
      {
        headers: { 'idempotency-key': key },
        body: {
          leadId,
          startsAt: new Date(startsAt).toISOString(),
          minutes: Number(minutes),
          title,
          ...(location.trim() === '' ? {} : { location }),
          ...(note.trim() === '' ? {} : { note }),
        },
      },
      {
        onSuccess: ({ invitation }) => {
          tell(
            invitation?.mailState === 'pending'
              ? 'The invitation waits for an approval.'
              : 'The invitation is on its way.',
          );
          onDone();
        },
      },
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label="Title" problem={problemOf('title')}>
        {(control) => <Input {...control} {...input('title')} required maxLength={200} />}
      </Field>
      <div className="grid">
        <Field label="Begins" hint="In your own time zone" problem={problemOf('startsAt')}>
          {(control) => <Input {...control} {...input('startsAt')} type="datetime-local" required />}
        </Field>
        <Field label="Minutes" problem={problemOf('minutes')}>
          {(control) => (
            <Input {...control} {...input('minutes')} type="number" min={5} max={1440} required />
          )}
        </Field>
      </div>
      <Field
        label="Place (optional)"
        hint="A room, a number, the address of a call"
        problem={problemOf('location')}
      >
        {(control) => <Input {...control} {...input('location')} maxLength={300} />}
      </Field>
      <Field label="Your words (optional)" problem={problemOf('note')}>
        {(control) => <Textarea {...control} {...input('note')} />}
      </Field>
      {invite.error ? <Problem error={invite.error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={invite.isPending}>
          Invite
        </Button>
      </div>
    </form>
  );
}
