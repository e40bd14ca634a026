import { useNavigate } from '@tanstack/react-router';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useTell } from '../../ui/toast.tsx';
import { possible } from './task-state.ts';

const STALE = ['tasks', 'approvals'];

/** What an operator can do with a task as it is now. */
export function TaskActions({ task }: { readonly task: TaskView }) {
  const session = useSession();
  const tell = useTell();
  const navigate = useNavigate();
  const cancel = useCommand(taskRoutes.cancelTask, STALE);
  const retry = useCommand(taskRoutes.retryTask, STALE);
  const resolve = useCommand(taskRoutes.resolveTask, STALE);
  const complete = useCommand(taskRoutes.completeTask, STALE);
  const undo = useCommand(taskRoutes.undoTask, STALE);
  if (!session.may(taskRoutes.cancelTask)) return null;
  const params = { id: task.id };
  const may = possible(task);
  const find = (outcome: 'done' | 'not_done') => async () => {
    await resolve.mutateAsync({ params, body: { outcome } });
    tell('Recorded.');
  };
  return (
    <>
      {may.resolve ? (
        <>
          <Confirm
            label="It took effect"
            kind="primary"
            title="Did it take effect?"
            about="Look at the provider first. Rex never does it again by itself; the task is then completed."
            run={find('done')}
          />
          <Confirm
            label="It did not"
            title="Did it not take effect?"
            about="Look at the provider first. The task has then failed, and can be tried again."
            run={find('not_done')}
          />
        </>
      ) : null}
      {may.complete ? (
        <Confirm
          label="I have done it"
          kind="primary"
          title="Have you done this?"
          about="Say what came of it, if others should know."
          reason="optional"
          run={async (note) => {
            await complete.mutateAsync({ params, body: note === '' ? {} : { note } });
            tell('The task is completed.');
          }}
        />
      ) : null}
      {may.retry ? (
        <Confirm
          label="Try again"
          title="Try this task again?"
          about="It begins anew: Rex looks at what it would do, and asks where it has to."
          run={async () => {
            await retry.mutateAsync({ params });
            tell('It is tried again.');
          }}
        />
      ) : null}
      {may.undo ? (
        <Confirm
          label="Undo"
          title="Take back what this task did?"
          about="A task of its own does that, and it is asked about like any other."
          run={async () => {
            const { id } = await undo.mutateAsync({ params });
            void navigate({ href: `/tasks/${id}` });
          }}
        />
      ) : null}
      {may.cancel ? (
        <Confirm
          label="Cancel"
          kind="danger"
          title="Cancel this task?"
          about="It is not done, and it cannot be taken up again."
          reason="required"
          run={async (reason) => {
            await cancel.mutateAsync({ params, body: { reason } });
            tell('The task is cancelled.');
          }}
        />
      ) : null}
    </>
  );
}
