import { RexError } from '../../kernel/errors.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { Task } from '../domain/task.ts';
import { type CreateTask, type CreateTaskDeps, createTask } from './create-task.ts';

export interface OrderTaskDeps extends CreateTaskDeps {
  readonly missions: Pick<MissionStore, 'get'>;
}

/**
 * Creates a task that somebody asks for. The mission that it names has to be there: the dry run of a mission holds for its tasks,
 * and that of a slip of the pen for none.
 * @throws RexError VALIDATION_FAILED, IDEMPOTENCY_MISMATCH
 */
export async function orderTask(deps: OrderTaskDeps, input: CreateTask): Promise<Task> {
  const { workspace, body } = input;
  if (body.missionId !== undefined && !(await deps.missions.get(workspace, body.missionId)))
    throw new RexError('VALIDATION_FAILED', `There is no mission ${body.missionId}.`, {
      fields: [{ path: 'body.missionId', message: 'is no mission of this workspace' }],
    });
  return createTask(deps, input);
}
