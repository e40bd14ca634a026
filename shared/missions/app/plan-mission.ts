import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Mission } from '../domain/mission.ts';
import { readySteps } from '../domain/progress.ts';
import { isTerminal } from '../domain/states.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import { moveMission } from './move-mission.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';
import type { TaskTokens } from './ports/workflow.ts';

export interface ExecutionInput {
  readonly workspace: string;
  readonly missionId: string;
  readonly attempt: number;
}

export interface PlanDeps {
  readonly missions: MissionStore;
  readonly hooks: Pick<MissionHooks, 'redraft'>;
  readonly clock: Clock;
}

export interface Plan {
  /** The next phase of the state machine. It can be entered at any phase, so an execution that takes over resumes there. */
  readonly next: 'run' | 'collect' | 'analyze' | 'optimize' | 'complete' | 'end';
  readonly ready: readonly string[];
}

const RESUME: Partial<Record<Mission['state'], Plan['next']>> = {
  COLLECTING: 'collect',
  ANALYZING: 'analyze',
  OPTIMIZING: 'optimize',
};

/**
 * Plans the next phase of a mission, from its records of what is done. The dispatcher stores the execution while the execution
 * is already here, so a conflict is usual at the start and is retried without a wait.
 */
export const planMission = (deps: PlanDeps, input: ExecutionInput): Promise<Plan> =>
  retryOnConflict(() => planOnce(deps, input));

async function planOnce(deps: PlanDeps, input: ExecutionInput): Promise<Plan> {
  let mission = await currentMission(deps.missions, input);
  if (!mission) return { next: 'end', ready: [] };
  if (mission.state === 'ASSIGNED') {
    const now = deps.clock.now();
    mission = await moveMission(
      deps.missions,
      mission,
      'start',
      { now, actor: REX },
      {
        startedAt: mission.startedAt ?? now.toISOString(),
      },
    );
  }
  if (mission.redraft) mission = await deps.hooks.redraft(mission);
  const resume = RESUME[mission.state];
  if (resume) return { next: resume, ready: [] };
  const workflow = workflowOf(mission);
  const steps = await deps.missions.steps(input.workspace, input.missionId);
  const ready = readySteps(workflow, steps).map((step) => step.name);
  return { next: ready.length > 0 ? 'run' : 'collect', ready };
}

/**
 * The mission that an execution works on, or undefined when it has ended or a newer execution has taken over:
 * then this execution has nothing more to do.
 * @throws RexError NOT_FOUND
 */
export async function currentMission(
  missions: MissionStore,
  input: ExecutionInput,
): Promise<Mission | undefined> {
  const mission = await missions.get(input.workspace, input.missionId);
  if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${input.missionId}.`);
  return isTerminal(mission.state) || mission.attempt !== input.attempt ? undefined : mission;
}

/** The same for a state that waits by a token: its token is answered when there is nothing to wait for. */
export async function missionOrSuperseded(
  { missions, tokens }: { readonly missions: MissionStore; readonly tokens: TaskTokens },
  input: ExecutionInput & { readonly token: string },
): Promise<Mission | undefined> {
  const mission = await currentMission(missions, input);
  if (!mission) {
    const why = 'The mission has ended, or a newer execution works on it.';
    await tokens.fail(input.token, 'Rex.Superseded', why);
  }
  return mission;
}
