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
  type Errand,
  errandIdOf,
  errandOfModel,
  failForGood,
  isOpen,
  MODEL,
  offerErrand,
  settleErrand,
} from '../domain/errand.ts';
import { errandEvent, ofErrand } from './errand-event.ts';
import type { ErrandStore } from './ports/outside-agents.ts';
import type { OutsideWork } from './ports/outside-work.ts';

export interface AskModelDeps {
  readonly errands: ErrandStore;
  readonly jobs: LlmJobs;
  readonly work: OutsideWork;
  readonly wake: Scheduler<MissionMessage>;
  readonly clock: Clock;
}

/**
 * Lets the model do a step in its own time. False when it was not asked, or was before without success: then the step
 * is done at once. The step is started again when the answer is there, and at the deadline at the latest.
 */
export async function askModel(
  deps: AskModelDeps,
  step: Pick<Errand, 'workspace' | 'missionId' | 'step' | 'correlationId'>,
  question: Omit<JobRequest, 'id' | 'workspace' | 'missionId'>,
  prepare: () => Promise<void>,
): Promise<boolean> {
  const { workspace, missionId, step: name } = step;
  const id = errandIdOf(missionId, name);
  if (await deps.errands.get(workspace, id)) return false;
  await prepare();
  const now = deps.clock.now();
  const offered = errandOfModel(offerErrand({ ...step, task: {} }, now), 'background');
  const event = errandEvent('errand.offered', { ...offered, version: 0 }, REX, ofErrand(offered), now);
  const errand = await deps.errands.create(offered, [event]);
  await deps.wake.at(`errand-${shortHash(`${workspace} ${id}`, 20)}`, new Date(errand.deadline), {
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

/** What a webhook tells of: the answer goes to its errand, and the mission goes on. Harmless when it is told again. */
export async function takeModelAnswer(
  deps: Pick<AskModelDeps, 'errands' | 'jobs' | 'work' | 'clock'> & { readonly queue: MissionQueue },
  responseId: string,
): Promise<void> {
  const answer = await deps.jobs.take(responseId);
  if (!answer) return;
  const { workspace, id } = answer.job;
  const errand = await close(deps, workspace, id, answer.value);
  if (!errand) return;
  const { missionId, step } = errand;
  await deps.queue.send([{ kind: 'continue-step', workspace, missionId, step }]);
}

/** Settles the errand with a value that fits, or gives it up. */
function close(
  { errands, work, clock }: Pick<AskModelDeps, 'errands' | 'work' | 'clock'>,
  workspace: string,
  id: string,
  value: unknown,
): Promise<Errand | undefined> {
  return retryOnConflict(async () => {
    const errand = await errands.get(workspace, id);
    if (!errand || !isOpen(errand)) return errand;
    const now = clock.now();
    const parsed = work[errand.step].answer.safeParse(value);
    if (parsed.success && errand.deadline > now.toISOString()) {
      const done = settleErrand(errand, MODEL, errand.epoch, parsed.data, now);
      const data = { ...ofErrand(done), agentId: MODEL, epoch: done.epoch };
      return errands.save(done, [errandEvent('errand.done', done, REX, data, now)]);
    }
    const failed = failForGood(errand, 'The model gave no usable answer in time.');
    const data = { ...ofErrand(failed), reason: failed.reason ?? '' };
    return errands.save(failed, [errandEvent('errand.given-up', failed, REX, data, now)]);
  });
}
