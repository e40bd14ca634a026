import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { isComplete, type StepRecord } from '../domain/step.ts';
import type { MissionStore } from './ports/missions.ts';
import type { TaskTokens } from './ports/workflow.ts';

export interface StepDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
}

export interface StepRef {
  readonly workspace: string;
  readonly missionId: string;
  readonly name: string;
}

/** Opens the barrier of a step, or reopens it with the token of the execution that took over. */
export function openStep(deps: StepDeps, ref: StepRef, token: string): Promise<StepRecord> {
  return retryOnConflict(async () => {
    const existing = await deps.missions.getStep(ref.workspace, ref.missionId, ref.name);
    const movedAt = deps.clock.now().toISOString();
    if (existing) {
      const state = existing.state === 'failed' ? 'running' : existing.state;
      return deps.missions.saveStep({ ...existing, state, token, movedAt });
    }
    const step: StepRecord = {
      ...ref,
      version: 1,
      state: 'running',
      total: -1,
      done: [],
      token,
      result: {},
      failures: 0,
      startedAt: movedAt,
      movedAt,
    };
    await deps.missions.createStep(step);
    return step;
  });
}

/**
 * Sets the number of parts of a step, and releases the step at once when all are done already. The token is written first,
 * then the number of parts, then the check is made: whichever of this and the last part comes second sees both, so the
 * release cannot be missed.
 */
export async function expectParts(
  deps: StepDeps,
  ref: StepRef,
  total: number,
  extra: Partial<Pick<StepRecord, 'state' | 'result'>> = {},
): Promise<void> {
  const step = await update(deps, ref, (current) => ({ ...current, ...extra, total }));
  await releaseIfComplete(deps, step);
}

/** Marks a part as done. A part that reports twice counts once. */
export async function finishPart(
  deps: StepDeps,
  ref: StepRef,
  part: string,
  result: Record<string, unknown> = {},
): Promise<void> {
  const step = await update(deps, ref, (current) =>
    current.done.includes(part)
      ? current
      : { ...current, done: [...current.done, part], result: { ...current.result, ...result } },
  );
  await releaseIfComplete(deps, step);
}

/** Counts a failed try; a retry of the mission by a person resets the count. Undefined when there is no such step. */
export async function failStep(
  deps: Pick<StepDeps, 'missions' | 'clock'>,
  ref: StepRef,
  error: string,
  retriedAt: string | undefined,
): Promise<StepRecord | undefined> {
  return retryOnConflict(async () => {
    const current = await deps.missions.getStep(ref.workspace, ref.missionId, ref.name);
    if (!current) return undefined;
    const anew = retriedAt !== undefined && (current.failedAt ?? '') < retriedAt;
    return deps.missions.saveStep({
      ...current,
      state: current.state === 'done' ? 'done' : 'failed',
      failures: (anew ? 0 : current.failures) + 1,
      failedAt: deps.clock.now().toISOString(),
      error,
    });
  });
}

/** Continues the waiting execution if the step is complete; harmless when nothing waits. */
export async function releaseIfComplete(deps: StepDeps, step: StepRecord): Promise<void> {
  if (!isComplete(step)) return;
  if (step.state !== 'done') {
    await update(deps, step, (current) => ({
      ...current,
      state: 'done',
      finishedAt: current.finishedAt ?? deps.clock.now().toISOString(),
    }));
  }
  if (step.token) await deps.tokens.succeed(step.token, { step: step.name });
}

function update(deps: StepDeps, ref: StepRef, change: (step: StepRecord) => StepRecord): Promise<StepRecord> {
  return retryOnConflict(async () => {
    const current = await deps.missions.getStep(ref.workspace, ref.missionId, ref.name);
    if (!current) throw new RexError('NOT_FOUND', `Mission ${ref.missionId} has no step ${ref.name}.`);
    const next = change(current);
    if (next === current) return current;
    return deps.missions.saveStep({ ...next, movedAt: deps.clock.now().toISOString() });
  });
}
