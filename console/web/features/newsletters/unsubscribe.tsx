import type { SubscriberView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';

interface UnsubscribeProps {
  readonly newsletter: string;
  readonly of: SubscriberView;
}

export function Unsubscribe({ newsletter, of: { lead, email, state } }: UnsubscribeProps) {
  const session = useSession();
  const tell = useTell();
  const remove = useCommand(newsletterRoutes.removeSubscriber);
  if (state === 'unsubscribed' || !session.may(newsletterRoutes.removeSubscriber)) return null;
  return (
    <Confirm
      small
      label="Unsubscribe"
      title={`Unsubscribe ${email}?`}
      about={
        state === 'pending'
          ? 'They have only asked for it: nothing of them is kept.'
          : 'They get no further issue. Only they themselves can come back, by the form.'
      }
      run={async () => {
        await remove.mutateAsync({ params: { id: newsletter }, body: { lead } });
        tell(`${email} is unsubscribed.`);
      }}
    />
  );
}
