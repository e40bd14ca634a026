import { RexError } from '../../kernel/errors.ts';
import type { Mission } from '../domain/mission.ts';
import { isComplete, type StepRecord } from '../domain/step.ts';
import { openStep, releaseIfComplete, type StepDeps } from './mission-steps.ts';
import { type ExecutionInput, missionOrSuperseded } from './plan-mission.ts';

/** Starts the work of one step: splits it into parts, or does it at once. Harmless to repeat. */
export type StepStarter = (mission: Mission, step: StepRecord) => Promise<void>;

/** The work of a step, for the log. */
export interface StepWork {
  readonly workspace: string;
  readonly missionId: string;
  readonly step: string;
  /** Number of the try. Each try is a run of its own. */
  readonly attempt: string;
}

export interface RunStepDeps extends StepDeps {
  readonly starters: Readonly<Record<string, StepStarter>>;
  /** Runs the work of a step: retries it after a transient fault, and logs it. */
  readonly run: (work: StepWork, act: () => Promise<void>) => Promise<void>;
}

export interface RunStepInput extends ExecutionInput {
  readonly step: string;
  readonly token: string;
}

/** Starts one step of a mission for the state machine, which then waits for the token. */
export async function runStep(deps: RunStepDeps, input: RunStepInput): Promise<void> {
  const mission = await missionOrSuperseded(deps, input);
  if (!mission) return;
  const starter = deps.starters[input.step];
  if (!starter) throw new RexError('CONFIG_INVALID', `No agent is registered for step ${input.step}.`);
  const ref = { workspace: input.workspace, missionId: input.missionId, name: input.step };
  const step = await openStep(deps, ref, input.token);
  if (isComplete(step)) await releaseIfComplete(deps, step);
  else {
    const work = { ...ref, step: input.step, attempt: `${input.attempt}.${step.failures}` };
    await deps.run(work, () => starter(mission, step));
  }
}
