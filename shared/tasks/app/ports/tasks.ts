import type { TaskApproval } from '../../../approvals/domain/approval.ts';
import type { DailyLimit, TaskSettings } from '../../../autonomy/contract/settings.ts';
import type { TrackRecord } from '../../../autonomy/domain/track-record.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { TaskMessage } from '../../contract/messages.ts';
import type { TASK_PRIORITIES, TaskStatus } from '../../contract/task.ts';
import type { Task } from '../../domain/task.ts';

export type TaskPriority = (typeof TASK_PRIORITIES)[number];

export interface TaskRef {
  readonly workspace: string;
  readonly id: string;
}

/** What was done in a day, by limit. */
export type DayCounts = Readonly<Record<DailyLimit, number>>;

/** Records that change together with a task. Each has the version that it is to have. */
export interface Beside {
  readonly approval?: TaskApproval;
  readonly trackRecord?: TrackRecord | undefined;
  /** A task that it undoes. */
  readonly other?: Task;
  /** The person's task of one that is escalated, or no longer is. */
  readonly person?: Task | undefined;
  /** A claim whose effect certainly did not take place: its day and limit get the room back. */
  readonly gaveBack?: Task['claim'];
}

export type Claimed =
  | { readonly ok: true; readonly task: Task }
  | { readonly ok: false; readonly because: 'paused' }
  | { readonly ok: false; readonly because: 'conflict' }
  /** Another task has what it would hold. */
  | { readonly ok: false; readonly because: 'held' }
  | { readonly ok: false; readonly because: 'limit'; readonly limit: DailyLimit };

/** How things were before and after a claimed effect. */
export interface Snapshot {
  /** Of the claim: the same before and after. Later claims have greater ones. */
  readonly number: number;
  readonly when: 'before' | 'after';
  readonly at: string;
  readonly state: unknown;
}

export interface TaskStore {
  /** @throws RexError VERSION_CONFLICT when there is one of this id, or of this key */
  create(task: Task, events: readonly RexEvent[], idempotencyKey?: string): Promise<void>;
  /** What an earlier request with this Idempotency-Key created. */
  ofRequest(workspace: string, idempotencyKey: string): Promise<Task | undefined>;
  get(ref: TaskRef): Promise<Task | undefined>;
  /** Writes the next version of a task, and what changes with it, all or nothing. @throws RexError VERSION_CONFLICT */
  save(task: Task, events: readonly RexEvent[], beside?: Beside): Promise<Task>;
  /**
   * Claims an effect, in the transaction that counts it in the limits of the day, sees that the workspace is not paused, and takes
   * what the claim holds.
   * @param task as it is to be
   */
  claim(
    task: Task,
    counted: { readonly limits: TaskSettings['limits']; readonly also: DailyLimit | undefined },
    snapshot: Snapshot,
    events: readonly RexEvent[],
    trackRecord: TrackRecord | undefined,
  ): Promise<Claimed>;
  /**
   * Claims a part of an effect that is claimed.
   * @param task as it is to be
   * @throws RexError VERSION_CONFLICT
   */
  claimPart(task: Task, now: Date): Promise<Exclude<Claimed, { readonly because: 'conflict' | 'limit' }>>;
  /** Lets go of what the claim of a task holds. */
  letGo(task: Task, now: Date): Promise<void>;
  list(
    workspace: string,
    filter: { status?: TaskStatus | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ tasks: Task[]; cursor: string | null }>;
  /** All that are due, in all workspaces: the most urgent first, the longest due of these first. */
  due(now: Date): Promise<TaskRef[]>;
  saveSnapshot(ref: TaskRef, snapshot: Snapshot): Promise<void>;
  snapshots(ref: TaskRef): Promise<Snapshot[]>;
  day(workspace: string, day: string): Promise<DayCounts>;
  noteRun(workspace: string, at: Date, taken: number): Promise<void>;
  lastRun(workspace: string): Promise<{ at: string; taken: number } | undefined>;
}

export type TaskQueue = Queue<TaskMessage>;
