import { stalledSteps, WORKFLOWS } from '../../domain/missions/workflow.ts';
import type { StepDeps } from './mission-steps.ts';

/**
 * Fails what makes no progress any more, so that the machine's own recovery decides: a retry sends the missing
 * parts again, and after some of those a person is asked. Harmless when the step has moved on meanwhile.
 */
export async function failStalledSteps(deps: StepDeps, workspace: string, missionId: string): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  if (mission?.state !== 'EXECUTING') return;
  const steps = await deps.missions.steps(workspace, missionId);
  for (const step of stalledSteps(WORKFLOWS[mission.type] ?? [], steps, deps.clock.now())) {
    const parts = `${step.done.length} of ${Math.max(step.total, 0)} parts of step ${step.name}`;
    if (step.token)
      await deps.tokens.fail(step.token, 'Rex.Stalled', `Nothing came in any more after ${parts}.`);
  }
}
