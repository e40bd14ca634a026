import type { Task } from '../../domain/task.ts';

export interface LinkedinTaskStore {
  get(workspace: string, id: string): Promise<Task | undefined>;
  /** Returns the existing task when it was created before. */
  create(task: Task): Promise<Task>;
  save(task: Task): Promise<Task>;
  /** The oldest first. */
  list(
    workspace: string,
    options: { state: Task['state']; limit: number; cursor?: string | undefined },
  ): Promise<{ tasks: Task[]; cursor: string | null }>;
}
