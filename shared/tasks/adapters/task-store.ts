import * as z from 'zod';
import { approvalItem } from '../../approvals/adapters/approval-store.ts';
import { trackRecordItem } from '../../autonomy/adapters/track-record-store.ts';
import { DAILY_LIMITS, type DailyLimit } from '../../autonomy/contract/settings.ts';
import type { TrackRecord } from '../../autonomy/domain/track-record.ts';
import { DAY } from '../../kernel/clock.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { settingsKey } from '../../limits/adapters/keys.ts';
import { underWayUntil } from '../../limits/adapters/under-way.ts';
import {
  addition,
  type Counter,
  limitedAddition,
  passesLimit,
} from '../../platform/adapters/dynamodb/counters.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  type Expectation,
  failedGuards,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Beside, Claimed, DayCounts, Snapshot, TaskRef, TaskStore } from '../app/ports/tasks.ts';
import { TASK_PRIORITIES, type TaskStatus } from '../contract/task.ts';
import { type Task, taskSchema } from '../domain/task.ts';
import { heldItems, letGo } from './held.ts';
import {
  snapshotKey,
  snapshotsPartition,
  taskDayKey,
  taskKey,
  taskRequestKey,
  taskRunKey,
  tasksPartition,
  workOfPriority,
} from './keys.ts';

const snapshotSchema = z.object({
  number: z.number().int(),
  when: refuseUnknown(z.enum(['before', 'after'])),
  at: instantSchema,
  state: z.unknown(),
});
const requestSchema = z.object({ id: z.string() });
const runSchema = z.object({ at: instantSchema, taken: z.number().int() });
const dayItemSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const DAYS_KEPT_MS = 35 * DAY;

/** Where the guards of a claim stand in its transaction. */
const GUARDS = { task: 0, paused: 1, held: 2 } as const;

export class DynamoTaskStore implements TaskStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  create(task: Task, events: readonly RexEvent[], idempotencyKey?: string): Promise<void> {
    const { workspace, id } = task;
    return transact(this.records, [
      this.item(task, 'absent'),
      ...(idempotencyKey === undefined
        ? []
        : [this.records.putItem(taskRequestKey(workspace, idempotencyKey), { id }, 'absent')]),
      ...putEvents(this.events, events),
    ]);
  }

  async ofRequest(workspace: string, idempotencyKey: string): Promise<Task | undefined> {
    const made = await this.records.get(taskRequestKey(workspace, idempotencyKey), requestSchema);
    return made && this.get({ workspace, id: made.id });
  }

  get({ workspace, id }: TaskRef): Promise<Task | undefined> {
    return this.records.get(taskKey(workspace, id), taskSchema);
  }

  async save(
    task: Task,
    events: readonly RexEvent[],
    { approval, trackRecord, other, person, gaveBack }: Beside = {},
  ): Promise<Task> {
    const next = { ...task, version: task.version + 1 };
    await transact(this.records, [
      this.item(next, { version: task.version }),
      ...(approval
        ? [
            approvalItem(
              this.records,
              approval,
              approval.version === 1 ? 'absent' : { version: approval.version - 1 },
            ),
          ]
        : []),
      ...(trackRecord ? [trackRecordItem(this.records, trackRecord)] : []),
      ...(gaveBack?.limit === undefined
        ? []
        : [
            {
              Update: addition(this.records, taskDayKey(task.workspace, dayOf(gaveBack.at)), {
                [gaveBack.limit]: -1,
              }),
            },
          ]),
      ...(other ? [this.item(other, { version: other.version - 1 })] : []),
      // Only a claim begins something, so whatever else is written of a task ends it.
      ...(task.lastAttemptAt
        ? [underWayUntil(this.records, task.workspace, task.id, new Date(task.lastAttemptAt))]
        : []),
      ...(person
        ? [this.item(person, person.version === 1 ? 'absent' : { version: person.version - 1 })]
        : []),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  async claim(
    task: Task,
    { limits, also }: Parameters<TaskStore['claim']>[1],
    snapshot: Snapshot,
    events: readonly RexEvent[],
    trackRecord: TrackRecord | undefined,
  ): Promise<Claimed> {
    const { workspace, id } = task;
    const day = dayOf(snapshot.at);
    const counters: Counter[] = (['executor', ...(also ? [also] : [])] as const).map((name) => ({
      name,
      add: 1,
      limit: limits[name],
    }));
    if (passesLimit(counters)) return { ok: false, because: 'limit', limit: passed(counters, {}) };
    const next = { ...task, version: task.version + 1 };
    const key = taskDayKey(workspace, day);
    const held = heldItems(this.records, next, snapshot.at, next.claim?.until ?? snapshot.at);
    try {
      await transact(this.records, [
        this.item(next, { version: task.version }),
        this.notPaused(workspace),
        ...held,
        { Update: limitedAddition(this.records, key, counters, expiryOf(day)) },
        this.records.putItem(snapshotKey(workspace, id, snapshot.number, snapshot.when), snapshot, 'absent'),
        ...(next.claim ? [underWayUntil(this.records, workspace, id, new Date(next.claim.until))] : []),
        ...(trackRecord ? [trackRecordItem(this.records, trackRecord)] : []),
        ...putEvents(this.events, events),
      ]);
      return { ok: true, task: next };
    } catch (error) {
      const failed = failedGuards(error);
      if (failed.length === 0 && !isConflict(error)) throw error;
      if (failed.includes(GUARDS.task)) return { ok: false, because: 'conflict' };
      if (failed.includes(GUARDS.paused)) return { ok: false, because: 'paused' };
      if (held.length > 0 && failed.includes(GUARDS.held)) return { ok: false, because: 'held' };
      if (failed.includes(GUARDS.held + held.length)) {
        const counted = await this.day(workspace, day);
        return { ok: false, because: 'limit', limit: passed(counters, counted) };
      }
      return { ok: false, because: 'conflict' };
    }
  }

  async claimPart(task: Task, now: Date): ReturnType<TaskStore['claimPart']> {
    const next = { ...task, version: task.version + 1 };
    const at = now.toISOString();
    try {
      await transact(this.records, [
        this.item(next, { version: task.version }),
        this.notPaused(task.workspace),
        ...heldItems(this.records, next, at, next.lookAt ?? at),
        ...(next.lookAt ? [underWayUntil(this.records, task.workspace, task.id, new Date(next.lookAt))] : []),
      ]);
      return { ok: true, task: next };
    } catch (error) {
      const failed = failedGuards(error);
      if (failed.includes(GUARDS.task)) throw error;
      if (failed.includes(GUARDS.paused)) return { ok: false, because: 'paused' };
      if (failed.includes(GUARDS.held)) return { ok: false, because: 'held' };
      throw error;
    }
  }

  letGo(task: Task, now: Date): Promise<void> {
    return letGo(this.records, task, now.toISOString());
  }

  private notPaused(workspace: string): TransactItem {
    return {
      ConditionCheck: {
        TableName: this.records.name,
        Key: { ...settingsKey(workspace) },
        ConditionExpression: '#settings.#paused = :no',
        ExpressionAttributeNames: { '#settings': 'settings', '#paused': 'paused' },
        ExpressionAttributeValues: { ':no': false },
      },
    };
  }

  async list(
    workspace: string,
    {
      status,
      limit,
      cursor,
    }: { status?: TaskStatus | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ tasks: Task[]; cursor: string | null }> {
    const page = await this.records.page(tasksPartition(workspace), taskSchema, {
      limit,
      cursor,
      newestFirst: true,
      consistent: true,
    });
    return { tasks: page.items.filter((task) => !status || task.status === status), cursor: page.cursor };
  }

  async due(now: Date): Promise<TaskRef[]> {
    const lists = await Promise.all(
      TASK_PRIORITIES.toReversed().map((priority) => queryWork(this.records, workOfPriority(priority), now)),
    );
    return lists.flat().flatMap(({ pk, sk: id }) => {
      const workspace = /^W#([^#]+)#TASKS$/.exec(pk)?.[1];
      return workspace ? [{ workspace, id }] : [];
    });
  }

  saveSnapshot({ workspace, id }: TaskRef, snapshot: Snapshot): Promise<void> {
    return this.records.putOnce(snapshotKey(workspace, id, snapshot.number, snapshot.when), snapshot);
  }

  snapshots({ workspace, id }: TaskRef): Promise<Snapshot[]> {
    return this.records.all(snapshotsPartition(workspace, id), snapshotSchema, { prefix: 'SNAPSHOT#' });
  }

  async day(workspace: string, day: string): Promise<DayCounts> {
    const item = (await this.records.get(taskDayKey(workspace, day), dayItemSchema)) ?? {};
    const counted = DAILY_LIMITS.map((name) => [name, typeof item[name] === 'number' ? item[name] : 0]);
    return Object.fromEntries(counted) as DayCounts;
  }

  noteRun(workspace: string, at: Date, taken: number): Promise<void> {
    return this.records.replace(taskRunKey(workspace), { at: at.toISOString(), taken });
  }

  lastRun(workspace: string): Promise<{ at: string; taken: number } | undefined> {
    return this.records.get(taskRunKey(workspace), runSchema);
  }

  private item(task: Task, expected: Expectation): TransactItem {
    const { workspace, id, priority, lookAt } = task;
    const kind = workOfPriority(priority);
    const due = lookAt === undefined ? {} : { workShard: kind.shardOf(id), workDueAt: lookAt };
    return this.records.putItem(taskKey(workspace, id), task, expected, due);
  }
}

/** UTC. */
const dayOf = (instant: string): string => instant.slice(0, 10);

const expiryOf = (day: string): number => Math.floor((Date.parse(day) + DAYS_KEPT_MS) / 1000);

/** The counter that has no more room: the more particular one, where both have none. */
function passed(counters: readonly Counter[], counted: Partial<DayCounts>): DailyLimit {
  const full = counters.findLast(({ name, add, limit = Number.POSITIVE_INFINITY }) => {
    const is = counted[name as DailyLimit] ?? 0;
    return is + add > limit;
  });
  return (full ?? counters[0])?.name as DailyLimit;
}
