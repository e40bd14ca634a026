import { useNavigate } from '@tanstack/react-router';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { stopText } from '../../../../shared/missions/contract/still-sending.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { CHANGES, type Standing } from './resources.ts';
import { Rotate } from './rotate.tsx';

/** What can be done with a whole domain. */
export function DomainActions({ standing: { domain, status, ownership } }: { readonly standing: Standing }) {
  const session = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const pause = useCommand(resourceRoutes.pauseDomain, CHANGES);
  const resume = useCommand(resourceRoutes.resumeDomain, CHANGES);
  const remove = useCommand(resourceRoutes.removeDomain, CHANGES);
  const request = (reason: string) => ({ params: { id: domain }, body: reason ? { reason } : {} });
  return (
    <>
      {!session.may(resourceRoutes.pauseDomain) ? null : status === 'active' ? (
        <Confirm
          label="Pause"
          title={`Pause ${domain}`}
          about="Nothing more goes out from it until somebody resumes it. Its missions wait."
          reason="optional"
          run={async (reason) => {
            tell(stopText(`${domain} is paused.`, await pause.mutateAsync(request(reason))));
          }}
        />
      ) : (
        <Confirm
          label="Resume"
          title={`Resume ${domain}`}
          about="It may send again, and missions that wait for it go on."
          reason="optional"
          run={async (reason) => {
            await resume.mutateAsync(request(reason));
            tell(`${domain} may send again`);
          }}
        />
      )}
      {session.may(resourceRoutes.rotateDomain) && ownership === 'verified' ? (
        <Rotate domain={domain} />
      ) : null}
      {session.may(resourceRoutes.removeDomain) ? (
        <Confirm
          kind="danger"
          label="Remove"
          title={`Remove ${domain}`}
          about="The pool loses the domain, and any workspace may then prove that it owns it. A domain that missions hold is not removed: rotate it first. Adding it again begins its warmup anew."
          run={async () => {
            await remove.mutateAsync({ params: { id: domain } });
            tell(`${domain} is removed`);
            await navigate({ to: '/domains' });
          }}
        />
      ) : null}
    </>
  );
}
