import * as z from 'zod';
import {
  beginAutonomyAnew,
  type ChangeAutonomyDeps,
  revokeAutonomy,
} from '../../../shared/autonomy/app/change-autonomy.ts';
import { autonomyView, listAutonomy } from '../../../shared/autonomy/app/list-autonomy.ts';
import { autonomyRoutes } from '../../../shared/autonomy/contract/routes.ts';
import { taskSettingsSchema } from '../../../shared/autonomy/contract/settings.ts';
import type { Cause } from '../../../shared/kernel/events.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { approvalOfTask, decideOnTask } from '../../../shared/tasks/app/approval-of-task.ts';
import {
  cancelTask,
  completeTask,
  editTask,
  resolveTask,
  retryTask,
} from '../../../shared/tasks/app/change-task.ts';
import type { DecideTaskDeps } from '../../../shared/tasks/app/decide-task.ts';
import { dispatchTasks } from '../../../shared/tasks/app/dispatch-tasks.ts';
import { type ExecutorStatusDeps, executorStatus } from '../../../shared/tasks/app/executor-status.ts';
import { type OrderTaskDeps, orderTask } from '../../../shared/tasks/app/order-task.ts';
import { undoTask } from '../../../shared/tasks/app/undo-task.ts';
import { listTasks, taskView, viewTask } from '../../../shared/tasks/app/view-task.ts';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';

export interface TasksDeps extends OrderTaskDeps, DecideTaskDeps, ExecutorStatusDeps, ChangeAutonomyDeps {}

const causeOf = ({ subject }: Caller, correlationId: string): Cause => ({
  actor: { kind: 'user', id: subject },
  correlationId,
});

export const tasksHandler = (deps: TasksDeps) => {
  const earnedIn = async (workspace: string) =>
    (await deps.workspaces.get(workspace))?.settings.tasks.earned ?? taskSettingsSchema.parse({}).earned;
  return httpHandler(
    { ...taskRoutes, ...autonomyRoutes },
    {
      executorStatus: async ({ caller }) => ({ body: await executorStatus(deps, caller.workspace) }),
      executeTasks: async ({ caller }) => {
        const taken = await dispatchTasks(deps, caller.workspace);
        return { body: { enabled: deps.enabled, taken: taken.map(({ id }) => id) } };
      },
      listTaskTypes: async () => ({
        body: {
          types: [...deps.types.values()].map(({ type, summary, agent, payload, example }) => ({
            type,
            summary,
            agent,
            payload: z.toJSONSchema(payload, { io: 'input' }),
            example,
          })),
        },
      }),
      createTask: async ({ caller, body, headers, correlationId }) => ({
        body: taskView(
          await orderTask(deps, {
            workspace: caller.workspace,
            body,
            idempotencyKey: headers['idempotency-key'],
            cause: causeOf(caller, correlationId),
          }),
        ),
      }),
      listTasks: async ({ caller, query }) => ({ body: await listTasks(deps, caller.workspace, query) }),
      getTask: async ({ caller: { workspace }, params: { id } }) => ({
        body: await viewTask(deps, { workspace, id }),
      }),
      editTask: async ({ caller, params: { id }, body, correlationId }) => ({
        body: taskView(
          await editTask(
            deps,
            { workspace: caller.workspace, id },
            body.payload,
            causeOf(caller, correlationId),
          ),
        ),
      }),
      approvalOfTask: async ({ caller: { workspace }, params: { id } }) => ({
        body: await approvalOfTask(deps, { workspace, id }),
      }),
      rejectionOfTask: async ({ caller: { workspace }, params: { id } }) => ({
        body: await approvalOfTask(deps, { workspace, id }),
      }),
      approveTask: async ({ caller, params: { id }, body: { digest }, correlationId }) => ({
        body: await decideOnTask(
          deps,
          { workspace: caller.workspace, id },
          { outcome: 'approved', digest },
          causeOf(caller, correlationId),
        ),
      }),
      rejectTask: async ({ caller, params: { id }, body: { reason }, correlationId }) => ({
        body: await decideOnTask(
          deps,
          { workspace: caller.workspace, id },
          { outcome: 'rejected', reason },
          causeOf(caller, correlationId),
        ),
      }),
      cancelTask: async ({ caller, params: { id }, body: { reason }, correlationId }) => ({
        body: taskView(
          await cancelTask(deps, { workspace: caller.workspace, id }, reason, causeOf(caller, correlationId)),
        ),
      }),
      retryTask: async ({ caller, params: { id }, correlationId }) => ({
        body: taskView(
          await retryTask(deps, { workspace: caller.workspace, id }, causeOf(caller, correlationId)),
        ),
      }),
      resolveTask: async ({ caller, params: { id }, body: { outcome }, correlationId }) => ({
        body: taskView(
          await resolveTask(
            deps,
            { workspace: caller.workspace, id },
            outcome,
            causeOf(caller, correlationId),
          ),
        ),
      }),
      completeTask: async ({ caller, params: { id }, body: { note }, correlationId }) => ({
        body: taskView(
          await completeTask(deps, { workspace: caller.workspace, id }, note, causeOf(caller, correlationId)),
        ),
      }),
      undoTask: async ({ caller, params: { id }, correlationId }) => ({
        body: taskView(
          await undoTask(deps, { workspace: caller.workspace, id }, causeOf(caller, correlationId)),
        ),
      }),
      listAutonomy: async ({ caller: { workspace } }) => ({
        body: await listAutonomy(deps, workspace, await earnedIn(workspace)),
      }),
      revokeAutonomy: async ({ caller: { workspace, subject }, body }) => ({
        body: autonomyView(
          await revokeAutonomy(deps, { workspace, ...body }, subject),
          await earnedIn(workspace),
        ),
      }),
      beginAutonomyAnew: async ({ caller: { workspace }, body }) => ({
        body: autonomyView(await beginAutonomyAnew(deps, { workspace, ...body }), await earnedIn(workspace)),
      }),
    },
  );
};
