import { CalendarPlus, Link2 } from 'lucide-react';
import { useState } from 'react';
import { meetingRoutes } from '../../../../../shared/meetings/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice, Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { InviteForm } from './invite-form.tsx';

/** Invites a person to a meeting by e-mail, or makes a link on which they choose the time. */
export function Invite({ leadId }: { readonly leadId: string }) {
  const session = useSession();
  const [open, setOpen] = useState(false);
  if (!session.may(meetingRoutes.inviteToMeeting)) return null;
  return (
    <>
      <Button icon={<CalendarPlus aria-hidden />} onClick={() => setOpen(true)}>
        Meeting
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Meet this person"
        about="The invitation is an e-mail that every calendar can answer. It goes out at once or after an approval, as your settings say."
      >
        {open ? (
          <div className="stack">
            <BookingLink leadId={leadId} />
            <InviteForm leadId={leadId} onDone={() => setOpen(false)} />
          </div>
        ) : null}
      </Dialog>
    </>
  );
}

function BookingLink({ leadId }: { readonly leadId: string }) {
  const tell = useTell();
  const calendar = useApi(meetingRoutes.getCalendar, {});
  const link = useCommand(meetingRoutes.createBookingLink);
  if (calendar.data === undefined || calendar.data.service === 'none') return null;
  return (
    <div className="stack-tight">
      <div>
        <Button
          icon={<Link2 aria-hidden />}
          busy={link.isPending}
          onClick={() => link.mutate({ body: { leadId } })}
        >
          Make a link to book once
        </Button>
      </div>
      {link.error ? <Problem error={link.error} /> : null}
      {link.data === undefined ? null : (
        <Notice tone="good">
          <p className="mono">{link.data.url}</p>
          <Button
            small
            onClick={() =>
              void navigator.clipboard.writeText(link.data.url).then(() => tell('The link is copied.'))
            }
          >
            Copy
          </Button>
        </Notice>
      )}
    </div>
  );
}
