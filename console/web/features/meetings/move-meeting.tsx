import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { MeetingView } from '../../../../shared/meetings/contract/meeting.ts';
import { meetingRoutes } from '../../../../shared/meetings/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { LocalTime } from '../../ui/local-time.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

/** Invites to a new version of a meeting: at the time that the person proposes, if they propose one. */
export function MoveMeeting({ of: { id, startsAt, location, invitation } }: { readonly of: MeetingView }) {
  const tell = useTell();
  const change = useCommand(meetingRoutes.changeMeeting, ['leads', 'inbox', 'approvals']);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(invitation?.proposal?.startsAt ?? startsAt);
  const [place, setPlace] = useState(location ?? '');
  const problemOf = (name: string) =>
    change.error?.fields.find(({ path }) => path === `body.${name}`)?.message;
  const send = () =>
    change.mutate(
      {
        params: { id },
        body: { startsAt: at, ...(place.trim() === '' ? {} : { location: place }) },
      },
      {
        onSuccess: () => {
          setOpen(false);
          tell('The person is invited to the new version.');
        },
      },
    );
  return (
    <>
      <Button icon={<CalendarClock aria-hidden />} onClick={() => setOpen(true)}>
        Move
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Move this meeting"
        about="The person gets a new version of the invitation, at once or after an approval, as your settings say."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" busy={change.isPending} disabled={at === ''} onClick={send}>
              Move
            </Button>
          </>
        }
      >
        <div className="stack">
          <Field label="Begins" hint="In your own time zone" problem={problemOf('startsAt')}>
            {(control) => <LocalTime {...control} value={at} onChange={setAt} />}
          </Field>
          <Field label="Place" problem={problemOf('location')}>
            {(control) => (
              <Input
                {...control}
                maxLength={300}
                value={place}
                onChange={({ target }) => setPlace(target.value)}
              />
            )}
          </Field>
          {change.error ? <Problem error={change.error} /> : null}
        </div>
      </Dialog>
    </>
  );
}
