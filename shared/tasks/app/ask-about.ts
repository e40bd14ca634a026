import { APPROVAL_EXPIRES_MS, type TaskApproval } from '../../approvals/domain/approval.ts';
import { approvalEvent } from '../../approvals/domain/approval-event.ts';
import { type Effect, effectDigest } from '../../autonomy/domain/effect.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { addMs, type Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { changed, type Task, taskEvent } from '../domain/task.ts';
import type { TaskStore } from './ports/tasks.ts';

/** Asks for approval of exactly this effect. What was approved before, if anything, was another one. */
export async function askAbout(
  { tasks, clock }: { readonly tasks: TaskStore; readonly clock: Clock },
  task: Task,
  effect: Effect,
): Promise<void> {
  const now = clock.now();
  const { workspace, id: taskId, type, title, agent, missionId } = task;
  const expiresAt = addMs(now, APPROVAL_EXPIRES_MS).toISOString();
  const approval: TaskApproval = {
    workspace,
    id: newId('a', now),
    version: 1,
    state: 'pending',
    subject: 'task',
    digest: effectDigest(effect),
    policyVersion: POLICY_VERSION,
    createdAt: now.toISOString(),
    expiresAt,
    taskId,
    type,
    title,
    agent,
    effect,
    missionId,
  };
  const next = changed(task, 'ask', {
    approvalId: approval.id,
    approvedDigest: undefined,
    approvedBy: undefined,
    approvedAt: undefined,
    lookAt: expiresAt,
    error:
      task.approvedDigest === undefined ? undefined : 'What it would do has changed since it was approved.',
  });
  const cause = { actor: REX, correlationId: taskId };
  await tasks.save(
    next,
    [taskEvent(next, 'ask', cause, now), approvalEvent(approval, 'approval.requested', REX, now, taskId)],
    { approval },
  );
}
