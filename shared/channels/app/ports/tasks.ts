import type { Task } from '../../domain/task.ts';

export interface TaskStore {
  get(workspace: string, id: string): Promise<Task | undefined>;
  /** The one that is there already when it was made before. */
  create(task: Task): Promise<Task>;
  save(task: Task): Promise<Task>;
  /** The oldest first. */
  list(
    workspace: string,
    options: { state: Task['state']; limit: number; cursor?: string | undefined },
  ): Promise<{ tasks: Task[]; cursor: string | null }>;
}
