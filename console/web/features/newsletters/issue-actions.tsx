import type { IssueView } from '../../../../shared/newsletter/contract/issue.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';

/** An issue that has stopped by itself may go on, and one that is not over may be ended. */
export function IssueActions({ of: { id: issue, newsletter, state } }: { readonly of: IssueView }) {
  const session = useSession();
  const tell = useTell();
  const resume = useCommand(newsletterRoutes.resumeIssue);
  const cancel = useCommand(newsletterRoutes.cancelIssue, ['tasks']);
  const params = { id: newsletter, issue };
  return (
    <>
      {state === 'stopped' && session.may(newsletterRoutes.resumeIssue) ? (
        <Confirm
          small
          label="Let it go on"
          title="Let this issue go on?"
          about="It goes to those who have not got it yet. Only bounces and complaints from now on stop it again."
          reason="required"
          run={async (reason) => {
            await resume.mutateAsync({ params, body: { reason } });
            tell('The issue goes on.');
          }}
        />
      ) : null}
      {(state === 'sending' || state === 'stopped') && session.may(newsletterRoutes.cancelIssue) ? (
        <Confirm
          small
          kind="danger"
          trigger="secondary"
          label="End it"
          title="End this issue?"
          about="Nobody else gets it. This cannot be taken back."
          reason="required"
          run={async (reason) => {
            await cancel.mutateAsync({ params, body: { reason } });
            tell('The issue has ended.');
          }}
        />
      ) : null}
    </>
  );
}
