import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import type { Clock } from '../../kernel/clock.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mission } from '../domain/mission.ts';
import type { StepRecord } from '../domain/step.ts';
import { stepsToFail, type WatchedStep } from '../domain/watch-steps.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import { decisionContext } from './move-mission.ts';
import type { MissionStore } from './ports/missions.ts';
import type { TaskTokens } from './ports/workflow.ts';

export interface WatchDeps {
  readonly missions: MissionStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

/** The decision of the decision engine on the steps of a working mission. */
export async function watchMission(
  deps: WatchDeps,
  mission: Mission,
  steps: readonly StepRecord[],
): Promise<WatchedStep[]> {
  const { workspace, retriedAt } = mission;
  // A mission waits most of its life; then there is nothing to decide.
  if (!steps.some(({ state }) => state === 'running')) return [];
  const record = await deps.workspaces.get(workspace);
  return stepsToFail(workflowOf(mission), steps, {
    retriedAt,
    thresholds: record?.settings.rules ?? DEFAULT_THRESHOLDS,
    context: decisionContext(mission, 'w', deps.clock.now()),
  });
}

export interface FailStalledStepsDeps extends WatchDeps {
  readonly tokens: TaskTokens;
}

/**
 * Fails steps that make no progress or take too long, so that the recovery of the state machine decides: a retry sends the
 * missing parts again, and after several retries the mission is escalated. The decision is stored before the token is
 * answered. Harmless when the step has continued meanwhile.
 */
export async function failStalledSteps(
  deps: FailStalledStepsDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const failed = await retryOnConflict(async () => {
    const mission = await deps.missions.get(workspace, missionId);
    if (mission?.state !== 'EXECUTING') return [];
    const steps = await deps.missions.steps(workspace, missionId);
    const found = (await watchMission(deps, mission, steps)).filter(({ step }) => step.token !== undefined);
    if (found.length > 0) {
      await deps.missions.save(mission, { decisions: found.map(({ decision }) => decision) });
    }
    return found;
  });
  for (const { step, error, decision } of failed) {
    if (step.token) await deps.tokens.fail(step.token, error, decision.explanation);
  }
}
