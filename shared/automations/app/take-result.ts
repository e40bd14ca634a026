import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { AutomationResultBody } from '../contract/automations.ts';
import type { Automation } from '../domain/automation.ts';
import { finishedEvent, isOver, type Run, reported, runIdOf, startedEvent } from '../domain/run.ts';
import type { RunStore } from './ports/automations.ts';
import { AUTOMATE } from './work-run.ts';

export interface TakeResultDeps {
  readonly automationRuns: RunStore;
  readonly queue: Queue<MissionMessage>;
  readonly clock: Clock;
}

/**
 * Handles a verified message of a workflow. The first result counts; a repeat, a later one and one of an earlier run are
 * answered alike, since n8n repeats what is answered by an error.
 * @throws RexError NOT_FOUND for a run that this automation does not have
 */
export async function takeResult(
  deps: TakeResultDeps,
  automation: Automation,
  body: AutomationResultBody,
): Promise<{ status: 'noted' | 'settled' | 'over' }> {
  const { workspace, id } = automation;
  const [missionId = ''] = body.runId.split('.');
  const { before, after } = await retryOnConflict(async () => {
    const run = await deps.automationRuns.get(workspace, missionId);
    if (run?.automationId !== id || Number(body.runId.split('.')[1]) > run.number) {
      throw new RexError('NOT_FOUND', `This automation has no run ${body.runId}.`);
    }
    if (runIdOf(run) !== body.runId || isOver(run)) return { before: run, after: run };
    const now = deps.clock.now();
    const next = reported(run, body, now);
    return { before: run, after: await deps.automationRuns.save(next, eventsOf(run, next, now)) };
  });
  const mine = runIdOf(after) === body.runId;
  // Of a repeat too: the message of the first time may have been lost.
  if (mine && isOver(after)) {
    await deps.queue.send([{ kind: 'continue-step', workspace, missionId, step: AUTOMATE }]);
  }
  if (!mine || isOver(before)) return { status: 'over' };
  return { status: isOver(after) ? 'settled' : 'noted' };
}

function eventsOf(before: Run, after: Run, now: Date) {
  if (isOver(after)) return [finishedEvent(after, now)];
  return before.state === 'running' ? [] : [startedEvent(after, now)];
}
