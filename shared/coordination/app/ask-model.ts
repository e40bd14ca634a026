import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { JobRequest, LlmJobs } from '../../llm/app/ports/llm-jobs.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type Assignment,
  assignmentIdOf,
  assignmentOfModel,
  failForGood,
  isOpen,
  MODEL,
  offerAssignment,
  settleAssignment,
} from '../domain/assignment.ts';
import { assignmentEvent, ofAssignment } from './assignment-event.ts';
import type { AssignmentStore } from './ports/external-agents.ts';
import type { ExternalWork } from './ports/external-work.ts';

export interface AskModelDeps {
  readonly assignments: AssignmentStore;
  readonly jobs: LlmJobs;
  readonly work: ExternalWork;
  readonly wake: Scheduler<MissionMessage>;
  readonly clock: Clock;
}

/**
 * Lets the model do a step in the background. False when it was not asked, or was asked before without success: then the step
 * is done at once. The step is started again when the answer has come, and at the deadline at the latest.
 */
export async function askModel(
  deps: AskModelDeps,
  step: Pick<Assignment, 'workspace' | 'missionId' | 'step' | 'correlationId'>,
  question: Omit<JobRequest, 'id' | 'workspace' | 'missionId'>,
  prepare: () => Promise<void>,
): Promise<boolean> {
  const { workspace, missionId, step: name } = step;
  const id = assignmentIdOf(missionId, name);
  if (await deps.assignments.get(workspace, id)) return false;
  await prepare();
  const now = deps.clock.now();
  const offered = assignmentOfModel(offerAssignment({ ...step, task: {} }, now), 'background');
  const event = assignmentEvent(
    'assignment.offered',
    { ...offered, version: 0 },
    REX,
    ofAssignment(offered),
    now,
  );
  const assignment = await deps.assignments.create(offered, [event]);
  await deps.wake.at(`assignment-${shortHash(`${workspace} ${id}`, 20)}`, new Date(assignment.deadline), {
    kind: 'continue-step',
    workspace,
    missionId,
    step: name,
  });
  try {
    await deps.jobs.submit({ ...question, workspace, missionId, id });
    return true;
  } catch (error) {
    if (!(error instanceof RexError) || error.code !== 'PROVIDER_UNAVAILABLE') throw error;
    await close(deps, workspace, id, undefined);
    return false;
  }
}

export interface TakeModelAnswerDeps extends Omit<AskModelDeps, 'wake'> {
  readonly queue: MissionQueue;
}

/** Handles a webhook of the model: stores the answer with its assignment, and continues the mission. Harmless to repeat. */
export async function takeModelAnswer(deps: TakeModelAnswerDeps, responseId: string): Promise<void> {
  const answer = await deps.jobs.take(responseId);
  if (!answer) return;
  const { workspace, id } = answer.job;
  const assignment = await close(deps, workspace, id, answer.value);
  if (!assignment) return;
  const { missionId, step } = assignment;
  await deps.queue.send([{ kind: 'continue-step', workspace, missionId, step }]);
}

/** Settles the assignment with a valid value, or gives it up. */
function close(
  { assignments, work, clock }: Pick<AskModelDeps, 'assignments' | 'work' | 'clock'>,
  workspace: string,
  id: string,
  value: unknown,
): Promise<Assignment | undefined> {
  return retryOnConflict(async () => {
    const assignment = await assignments.get(workspace, id);
    if (!assignment || !isOpen(assignment)) return assignment;
    const now = clock.now();
    const parsed = work[assignment.step].answer.safeParse(value);
    if (parsed.success && assignment.deadline > now.toISOString()) {
      const done = settleAssignment(assignment, MODEL, assignment.epoch, parsed.data, now);
      const data = { ...ofAssignment(done), agentId: MODEL, epoch: done.epoch };
      return assignments.save(done, [assignmentEvent('assignment.done', done, REX, data, now)]);
    }
    const failed = failForGood(assignment, 'The model gave no usable answer in time.');
    const data = { ...ofAssignment(failed), reason: failed.reason ?? '' };
    return assignments.save(failed, [assignmentEvent('assignment.given-up', failed, REX, data, now)]);
  });
}
