import type { Effect } from '../../autonomy/domain/effect.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { Task } from '../domain/task.ts';
import type { Done, NotDone, Parts, Performed, Planned, TaskHandlers } from './ports/handler.ts';
import type { TaskStore } from './ports/tasks.ts';

/** What the handler of a task does about it, or takes back. */
export interface WorkOfTask {
  plan(): Promise<Planned>;
  perform(effect: Effect, parts: Parts): Promise<Performed>;
  lookUp(effect: Effect, claimedAt: Date): Promise<Done | { readonly outcome: 'absent' | 'unknown' }>;
}

export interface WorkOfTaskDeps {
  readonly handlers: TaskHandlers;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/** Why nothing can be done about it, when that is so. */
export async function workOf(
  { handlers, tasks, workspaces }: WorkOfTaskDeps,
  task: Task,
  settings: Settings,
): Promise<WorkOfTask | NotDone> {
  const handler = await handlers.get(task.type);
  if (!handler) return { outcome: 'refused', reason: `No handler does tasks of type ${task.type}.` };
  const parsed = handler.payload.safeParse(task.payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = ['payload', ...(issue?.path ?? [])].join('.');
    return { outcome: 'refused', reason: `${where}: ${issue?.message ?? 'is not valid'}.` };
  }
  const { workspace, id: taskId, missionId, undoes } = task;
  const goesOn = async (): Promise<boolean> => (await workspaces.get(workspace))?.settings.paused === false;
  const order = { workspace, taskId, payload: parsed.data, settings, missionId, goesOn };
  const unknown = { outcome: 'unknown' } as const;
  if (undoes === undefined)
    return {
      plan: () => handler.plan(order),
      perform: (effect, parts) => handler.perform(order, effect, parts),
      lookUp: async (effect, at) => handler.lookUp?.(order, effect, at) ?? unknown,
    };
  const { undo } = handler;
  const original = await tasks.get({ workspace, id: undoes });
  if (!undo || original?.undo === undefined)
    return { outcome: 'refused', reason: `What task ${undoes} did cannot be undone.` };
  const back = { ...order, done: original.undo };
  return {
    plan: () => undo.plan(back),
    perform: (effect, parts) => undo.perform(back, effect, parts),
    lookUp: async (effect, at) => undo.lookUp?.(back, effect, at) ?? unknown,
  };
}
