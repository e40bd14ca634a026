import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Loaded } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

const STALE = ['tasks', 'approvals', 'autonomy'];

/** The decision over exactly what the digest binds: what is approved is what is done, or nothing is. */
export function DecideTask({ task: { id } }: { readonly task: TaskView }) {
  const session = useSession();
  const tell = useTell();
  const params = { id };
  const asked = useApi(taskRoutes.approvalOfTask, { params });
  const approve = useCommand(taskRoutes.approveTask, STALE);
  const reject = useCommand(taskRoutes.rejectTask, STALE);
  const mayDecide = session.may(taskRoutes.approveTask);
  return (
    <Card title="It waits for a decision">
      <Loaded query={asked}>
        {({ digest, effect }) => (
          <div className="spread">
            <p>
              {effect?.summary ?? 'Exactly what is described below.'}
              {digest === null ? null : (
                <span className="quiet small">
                  {' '}
                  Bound to <code>{digest.slice(0, 12)}</code>: if anything changes, it is asked about anew.
                </span>
              )}
            </p>
            {mayDecide && digest !== null ? (
              <div className="row">
                <Confirm
                  label="Approve"
                  kind="primary"
                  title="Approve exactly this?"
                  about={effect?.summary ?? ''}
                  run={async () => {
                    await approve.mutateAsync({ params, body: { digest } });
                    tell('Approved. It is done when it is its turn.');
                  }}
                />
                <Confirm
                  label="Reject"
                  title="Reject this task?"
                  about="It is not done. It can be tried again later."
                  reason="required"
                  run={async (reason) => {
                    await reject.mutateAsync({ params, body: { reason } });
                    tell('Rejected. Nothing was done.');
                  }}
                />
              </div>
            ) : (
              <p className="quiet">An approver decides.</p>
            )}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
