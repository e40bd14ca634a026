import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { count } from '../../format/numbers.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CHANGES, type Standing } from './resources.ts';

/** Says that a new domain has been used elsewhere for long, so that there is nothing to warm up. */
export function SetTier({
  standing: { domain, tier },
}: {
  readonly standing: Pick<Standing, 'domain' | 'tier'>;
}) {
  const session = useSession();
  const tell = useTell();
  const set = useCommand(resourceRoutes.setDomainTier, CHANGES);
  if (tier !== 'warming' || !session.may(resourceRoutes.setDomainTier)) return null;
  return (
    <Confirm
      small
      label="It is warm already"
      title={`End the warmup of ${domain}`}
      about="Say this only if e-mail has gone out from this domain for months, in about the number that you want to send. Then it may send its target today, and missions that wait for it go on. Of a domain that is new, mailbox providers would take so much mail for spam."
      reason="optional"
      run={async (reason) => {
        const { dailyCap } = await set.mutateAsync({
          params: { id: domain },
          body: { tier: 'custom', ...(reason ? { reason } : {}) },
        });
        tell(`${domain} may send ${count(dailyCap)} e-mails today`);
      }}
    />
  );
}
