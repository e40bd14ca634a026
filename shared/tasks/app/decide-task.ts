import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { decide, isSameDecision, type TaskApproval } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import type { TrackRecordStore } from '../../autonomy/app/ports/track-records.ts';
import {
  type Judgement,
  judged,
  newTrackRecord,
  type TrackRecord,
} from '../../autonomy/domain/track-record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { latest } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { withPersonTask } from '../domain/person-task.ts';
import { changed, type Task, taskEvent } from '../domain/task.ts';
import type { TaskQueue, TaskStore } from './ports/tasks.ts';

export interface DecideTaskDeps {
  readonly tasks: TaskStore;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly trackRecords: TrackRecordStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly taskQueue: TaskQueue;
  readonly clock: Clock;
}

export interface TaskDecision {
  readonly outcome: 'approved' | 'rejected' | 'expired';
  readonly digest?: string;
  readonly reason?: string;
  readonly cause: Cause;
}

/** What each decision does to the task. */
const CHANGES = { approved: 'approve', rejected: 'reject', expired: 'expire' } as const;

/**
 * Records the decision on a task: the approval, the task and what it says of the agent are one transaction. Then the task is
 * queued; after a death in between the executor finds it due.
 * @throws RexError NOT_FOUND; CONFLICT when decided otherwise, expired, void, or over another effect
 */
export async function decideTask(
  deps: DecideTaskDeps,
  { workspace, id }: Pick<TaskApproval, 'workspace' | 'id'>,
  { cause, ...decision }: TaskDecision,
): Promise<TaskApproval> {
  const approval = await retryOnConflict(async () => {
    const found = await deps.approvals.get(workspace, id);
    if (found?.subject !== 'task') throw new RexError('NOT_FOUND', `There is no approval ${id}.`);
    const by = cause.actor.id;
    if (isSameDecision(found, { ...decision, by })) return found;
    const now = deps.clock.now();
    const next = { ...decide(found, { ...decision, by, now }), version: found.version + 1 };
    const task = await deps.tasks.get({ workspace, id: found.taskId });
    if (task?.approvalId !== id) throw new RexError('CONFLICT', 'The task does not wait for it any more.');
    const { task: then, person, events } = withPersonTask(after(task, next, decision, by, now), now);
    await deps.tasks.save(
      then,
      [
        taskEvent(then, CHANGES[decision.outcome], cause, now),
        approvalEvent(next, 'approval.decided', cause.actor, now, cause.correlationId),
        ...events,
      ],
      { approval: next, person, trackRecord: await learned(deps, task, next, decision.outcome, by) },
    );
    return next;
  });
  if (approval.state === 'approved') await deps.taskQueue.send([{ workspace, id: approval.taskId }]);
  return approval;
}

function after(
  task: Task,
  { digest, decidedAt }: TaskApproval,
  { outcome, reason }: Omit<TaskDecision, 'cause'>,
  by: string,
  now: Date,
): Task {
  if (outcome === 'approved')
    return changed(task, 'approve', {
      approvedDigest: digest,
      approvedBy: by,
      approvedAt: decidedAt,
      error: undefined,
      lookAt: latest(now, new Date(task.dueAt)).toISOString(),
    });
  if (outcome === 'rejected')
    return changed(task, 'reject', { rejectedBy: by, rejectedAt: decidedAt, rejectedReason: reason });
  return changed(task, 'expire', { error: 'Nobody decided in time, which is a no. Retry it to ask again.' });
}

/** What a member decides about their own request says nothing of the agent; nor does silence. */
async function learned(
  deps: DecideTaskDeps,
  { workspace, agent, createdBy, editedBy, undoes }: Task,
  { effect }: TaskApproval,
  outcome: TaskDecision['outcome'],
  by: string,
): Promise<TrackRecord | undefined> {
  if (outcome === 'expired' || createdBy === by || undoes !== undefined) return undefined;
  const settings = (await deps.workspaces.get(workspace))?.settings;
  if (!settings) return undefined;
  const judgement: Judgement =
    outcome === 'rejected' ? 'rejected' : editedBy === undefined ? 'unchanged' : 'changed';
  const key = { workspace, agent, effect: effect.kind, segment: effect.segment };
  const known = await deps.trackRecords.get(key);
  const next = judged(known ?? newTrackRecord(key), judgement, settings.tasks.earned);
  return known ? { ...next, version: known.version + 1 } : next;
}
