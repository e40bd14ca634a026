import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { InboxForm } from './inbox-form.tsx';
import { PauseInbox } from './pause-inbox.tsx';
import { CHANGES } from './resources.ts';

interface InboxActionsProps {
  readonly domain: string;
  readonly inbox: { readonly name: string; readonly status: 'active' | 'paused'; readonly dailyCap: number };
}

/** What can be done with one inbox. */
export function InboxActions({ domain, inbox }: InboxActionsProps) {
  const session = useSession();
  const tell = useTell();
  const resume = useCommand(resourceRoutes.resumeInbox, CHANGES);
  const { name } = inbox;
  return (
    <span className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
      {session.may(resourceRoutes.setInbox) ? (
        <InboxForm domain={domain} inbox={inbox} label="Cap" title={`Daily cap of ${name}@${domain}`} />
      ) : null}
      {!session.may(resourceRoutes.pauseInbox) ? null : inbox.status === 'active' ? (
        <PauseInbox domain={domain} name={name} />
      ) : (
        <Confirm
          small
          label="Resume"
          title={`Resume ${name}@${domain}`}
          about="It may send again, and missions that wait for it go on."
          reason="optional"
          run={async (reason) => {
            await resume.mutateAsync({
              params: { id: domain },
              body: { name, ...(reason ? { reason } : {}) },
            });
            tell(`${name} may send again`);
          }}
        />
      )}
    </span>
  );
}
