import { Ban, CalendarClock, Play } from 'lucide-react';
import { useState } from 'react';
import { type ReplyView, replyRoutes } from '../../../../shared/replies/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

const STALE = ['inbox', 'leads', 'missions'];

/** How Rex goes on with the author of a reply that waits. Until then nothing automated goes to them. */
export function Decide({ reply: { id, reason, lead, reading } }: { readonly reply: ReplyView }) {
  const session = useSession();
  const tell = useTell();
  const decide = useCommand(replyRoutes.decideReply, STALE);
  const who = lead.name ?? lead.email ?? 'this person';
  if (!session.may(replyRoutes.decideReply)) {
    return <p className="small">Nothing automated goes to {who} until an operator has decided.</p>;
  }
  const noteOf = (note: string) => (note === '' ? {} : { note });
  return (
    <div className="stack-tight">
      <p className="small">
        <strong>May Rex write to {who} again?</strong>{' '}
        <span className="quiet">
          Nothing automated goes there until you decide ({wordsOf(reason).toLowerCase()}).
        </span>
      </p>
      <div className="row">
        <Confirm
          small
          label="Go on"
          icon={<Play aria-hidden />}
          title={`Let Rex write to ${who} again?`}
          about="Missions go on with this person where they were, within every guard."
          reason="optional"
          run={async (note) => {
            await decide.mutateAsync({ params: { id }, body: { decision: 'release', ...noteOf(note) } });
            tell('Rex may write to this person again.');
          }}
        />
        <Postpone id={id} who={who} day={reading?.day ?? ''} />
        <Confirm
          small
          kind="danger"
          trigger="secondary"
          label="Never again"
          icon={<Ban aria-hidden />}
          title={`Never contact ${who} again?`}
          about="No mission and no channel reaches this person any more. It cannot be undone."
          reason="optional"
          run={async (note) => {
            await decide.mutateAsync({ params: { id }, body: { decision: 'suppress', ...noteOf(note) } });
            tell('This person is suppressed.');
          }}
        />
      </div>
    </div>
  );
}

interface PostponeProps {
  readonly id: string;
  readonly who: string;
  /** What Rex read in their words. */
  readonly day: string;
}

function Postpone({ id, who, day }: PostponeProps) {
  const tell = useTell();
  const decide = useCommand(replyRoutes.decideReply, STALE);
  const [open, setOpen] = useState(false);
  const [until, setUntil] = useState(day);
  const go = () =>
    decide.mutate(
      { params: { id }, body: { decision: 'postpone', until } },
      {
        onSuccess: () => {
          setOpen(false);
          tell(`Rex may write to this person again from ${until} on.`);
        },
      },
    );
  return (
    <>
      <Button small icon={<CalendarClock aria-hidden />} onClick={() => setOpen(true)}>
        Later
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`When may Rex write to ${who} again?`}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" busy={decide.isPending} disabled={until === ''} onClick={go}>
              Later
            </Button>
          </>
        }
      >
        <Field
          label="From this day on"
          problem={decide.error?.fields.find(({ path }) => path === 'body.until')?.message}
        >
          {(control) => (
            <Input {...control} type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
          )}
        </Field>
        {decide.error ? <Problem error={decide.error} /> : null}
      </Dialog>
    </>
  );
}
