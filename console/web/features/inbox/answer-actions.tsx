import { inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { mayWithdraw } from './tones.ts';

const STALE = ['inbox', 'approvals', 'leads'];

/** What can still be done about an answer: call it back, or say what became of it. */
export function AnswerActions({ id, state }: { readonly id: string; readonly state: string | null }) {
  const session = useSession();
  const tell = useTell();
  const withdraw = useCommand(inboxRoutes.withdrawAnswer, STALE);
  const resolve = useCommand(inboxRoutes.resolveAnswer, STALE);
  const params = { id };
  if (mayWithdraw(state) && session.may(inboxRoutes.withdrawAnswer)) {
    return (
      <div>
        <Confirm
          small
          label="Withdraw"
          title="Withdraw this answer?"
          about="It does not go out, and its approval becomes void. You can write another one."
          run={async () => {
            await withdraw.mutateAsync({ params });
            tell('The answer is withdrawn.');
          }}
        />
      </div>
    );
  }
  if (state !== 'unknown' || !session.may(inboxRoutes.resolveAnswer)) return null;
  return (
    <div className="row">
      {(['sent', 'not_sent'] as const).map((outcome) => (
        <Confirm
          key={outcome}
          small
          label={outcome === 'sent' ? 'It was sent' : 'It was not sent'}
          title={outcome === 'sent' ? 'Record that it was sent?' : 'Record that it was not sent?'}
          about="The provider gave no answer, so Rex does not know. Look in the mailbox of the provider first; Rex never sends this answer again by itself."
          run={async () => {
            await resolve.mutateAsync({ params, body: { outcome } });
            tell('Recorded.');
          }}
        />
      ))}
    </div>
  );
}
