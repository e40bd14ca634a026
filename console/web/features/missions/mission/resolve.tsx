import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { useCommand } from '../../../api/hooks.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { useTell } from '../../../ui/toast.tsx';

const OUTCOMES = [
  {
    outcome: 'sent',
    label: 'It went out',
    about: 'It counts as sent from now on, and the next step follows. This cannot be taken back.',
  },
  {
    outcome: 'not_sent',
    label: 'It did not',
    about: 'It counts as not sent. Rex does not send it again. This cannot be taken back.',
  },
] as const;

/** A person says whether a message of unknown outcome went out: the provider knows, for example. */
export function Resolve({ id, reason }: { readonly id: string; readonly reason: string | null }) {
  const session = useSession();
  const tell = useTell();
  const resolve = useCommand(approvalRoutes.resolveMessage, ['missions', 'leads']);
  if (!session.may(approvalRoutes.resolveMessage)) return reason;
  return (
    <span className="row">
      {OUTCOMES.map(({ outcome, label, about }) => (
        <Confirm
          key={outcome}
          label={label}
          small
          title="What happened to this message?"
          about={reason === null ? about : `${reason} ${about}`}
          run={async () => {
            await resolve.mutateAsync({ params: { id }, body: { outcome } });
            tell('Recorded.');
          }}
        />
      ))}
    </span>
  );
}
