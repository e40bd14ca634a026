import { currentTrace } from '../../kernel/trace.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import {
  type Expectation,
  isConflict,
  type RecordTable,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { LinkedinTaskStore } from '../app/ports/tasks.ts';
import { type Task, taskEvent, taskSchema } from '../domain/task.ts';
import { taskKey } from './keys.ts';

const listOf = (state: Task['state']): string => `TASKS#${state}`;

export class DynamoLinkedinTaskStore implements LinkedinTaskStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Task | undefined> {
    return this.records.get(taskKey(workspace, id), taskSchema);
  }

  async create(task: Task): Promise<Task> {
    try {
      await this.write(task, 'absent');
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    return (await this.get(task.workspace, task.id)) ?? task;
  }

  async save(task: Task): Promise<Task> {
    const next = { ...task, version: task.version + 1 };
    await this.write(next, { version: task.version });
    return next;
  }

  /** Writes the event of every change, so that no caller can forget it. */
  private write(task: Task, expected: Expectation): Promise<void> {
    const told = taskEvent(task, currentTrace()?.correlationId ?? task.missionId);
    return transact(this.records, [
      this.records.putItem(taskKey(task.workspace, task.id), task, expected, placeOf(task)),
      ...putEvents(this.events, [told]),
    ]);
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
