import { Check, Moon, RotateCcw, UserRound } from 'lucide-react';
import { useState } from 'react';
import { type ConversationView, inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useNow } from '../../app/clock.tsx';
import { useNames } from '../../app/who.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

/** Who cares for a conversation, when it comes back, and whether it is over. */
export function ConversationActions({ conversation }: { readonly conversation: ConversationView }) {
  const session = useSession();
  const { id, version, state, assignee } = conversation;
  const assign = useCommand(inboxRoutes.assignConversation);
  const finish = useCommand(inboxRoutes.finishConversation);
  const reopen = useCommand(inboxRoutes.reopenConversation);
  const nameOf = useNames();
  if (!session.may(inboxRoutes.finishConversation)) return null;
  const isMine = assignee === session.member;
  const params = { id };
  const error = assign.error ?? finish.error ?? reopen.error;
  return (
    <>
      <Button
        small
        icon={<UserRound aria-hidden />}
        busy={assign.isPending}
        onClick={() => assign.mutate({ params, body: { assignee: isMine ? null : 'me', version } })}
      >
        {isMine ? 'Give back' : assignee === null ? 'Take it' : `Take it from ${nameOf(assignee)}`}
      </Button>
      <Snooze conversation={conversation} />
      {state === 'open' ? (
        <Button
          small
          icon={<Check aria-hidden />}
          busy={finish.isPending}
          onClick={() => finish.mutate({ params, body: { version } })}
        >
          Done
        </Button>
      ) : (
        <Button
          small
          icon={<RotateCcw aria-hidden />}
          busy={reopen.isPending}
          onClick={() => reopen.mutate({ params, body: { version } })}
        >
          Reopen
        </Button>
      )}
      {error ? <Problem error={error} /> : null}
    </>
  );
}

const DAY_MS = 86_400_000;
const CHOICES = [
  ['Tomorrow', 1],
  ['In three days', 3],
  ['In a week', 7],
  ['In four weeks', 28],
] as const;

function Snooze({ conversation: { id, version } }: { readonly conversation: ConversationView }) {
  const now = useNow();
  const tell = useTell();
  const snooze = useCommand(inboxRoutes.snoozeConversation);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState('');
  const dayIn = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  const go = (until: string) =>
    snooze.mutate(
      { params: { id }, body: { until, version } },
      {
        onSuccess: () => {
          setOpen(false);
          tell(`It comes back on ${until}, and at once when the person writes.`);
        },
      },
    );
  return (
    <>
      <Button small icon={<Moon aria-hidden />} onClick={() => setOpen(true)}>
        Snooze
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="When should it come back?"
        about="It also opens by itself when the person writes."
        actions={
          <Button kind="primary" busy={snooze.isPending} disabled={day === ''} onClick={() => go(day)}>
            Snooze until this day
          </Button>
        }
      >
        <div className="stack">
          <div className="row">
            {CHOICES.map(([label, days]) => (
              <Button key={label} disabled={snooze.isPending} onClick={() => go(dayIn(days))}>
                {label}
              </Button>
            ))}
          </div>
          <Field
            label="Another day"
            problem={snooze.error?.fields.find(({ path }) => path === 'body.until')?.message}
          >
            {(control) => (
              <Input
                {...control}
                type="date"
                min={dayIn(1)}
                value={day}
                onChange={({ target }) => setDay(target.value)}
              />
            )}
          </Field>
          {snooze.error ? <Problem error={snooze.error} /> : null}
        </div>
      </Dialog>
    </>
  );
}
