import { type Key, key, pad, type WorkKind } from '../../platform/adapters/dynamodb/keys.ts';
import type { TaskPriority } from '../app/ports/tasks.ts';

export const tasksPartition = (ws: string): string => `W#${ws}#TASKS`;
export const taskKey = (ws: string, id: string): Key => key(tasksPartition(ws), id);
export const snapshotsPartition = (ws: string, id: string): string => `W#${ws}#TASK_SNAPSHOTS#${id}`;
export const snapshotKey = (ws: string, id: string, number: number, when: 'before' | 'after'): Key =>
  key(snapshotsPartition(ws, id), `SNAPSHOT#${pad(number)}#${when === 'before' ? 0 : 1}`);
export const taskDayKey = (ws: string, day: string): Key => key(`W#${ws}#TASK_DAY`, day);

/** What one task may change at a time, such as an account. */
export const heldKey = (ws: string, what: string): Key => key(`W#${ws}#TASKS_HOLD`, what);

export const taskRunKey = (ws: string): Key => key(`W#${ws}#TASK_RUN`, 'LAST');
export const taskRequestKey = (ws: string, idempotencyKey: string): Key =>
  key(`W#${ws}#TASK_REQUEST`, idempotencyKey);

/** One list for each priority, so that the urgent ones are found first. Tasks are few: each is one shard. */
export const workOfPriority = (priority: TaskPriority): WorkKind => {
  const shard = `TASK_${priority.toUpperCase()}#0`;
  return { shards: [shard], shardOf: () => shard };
};
