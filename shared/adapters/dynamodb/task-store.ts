import type { TaskStore } from '../../app/ports/tasks.ts';
import { type Task, taskSchema } from '../../domain/channels/task.ts';
import { taskKey, timeline } from './keys.ts';
import type { RecordTable } from './table.ts';
import { queryTimeline } from './timeline-index.ts';

const listOf = (state: Task['state']): string => `TASKS#${state}`;

export class DynamoTaskStore implements TaskStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, id: string): Promise<Task | undefined> {
    return this.records.get(taskKey(workspace, id), taskSchema);
  }

  async create(task: Task): Promise<Task> {
    await this.records.putOnce(taskKey(task.workspace, task.id), { ...task, ...placeOf(task) });
    return (await this.get(task.workspace, task.id)) ?? task;
  }

  async save(task: Task): Promise<Task> {
    const next = { ...task, version: task.version + 1 };
    await this.records.put(taskKey(task.workspace, task.id), next, { version: task.version }, placeOf(next));
    return next;
  }

  async list(
    workspace: string,
    { state, ...page }: { state: Task['state']; limit: number; cursor?: string | undefined },
  ): Promise<{ tasks: Task[]; cursor: string | null }> {
    const { items, cursor } = await queryTimeline(this.records, workspace, listOf(state), taskSchema, page);
    return { tasks: items, cursor };
  }
}

const placeOf = ({ workspace, state, createdAt }: Task) => timeline(workspace, listOf(state), createdAt);
