import { overdueSteps } from '../../domain/missions/overdue-steps.ts';
import { workflowOf } from '../../domain/missions/workflows/workflows.ts';
import type { StepDeps } from './mission-steps.ts';

/**
 * Fails what makes no progress any more or has taken too long, so that the machine's own recovery decides: a retry
 * sends the missing parts again, and after some of those a person is asked. Harmless when the step has moved on
 * meanwhile.
 */
export async function failStalledSteps(deps: StepDeps, workspace: string, missionId: string): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  if (mission?.state !== 'EXECUTING') return;
  const steps = await deps.missions.steps(workspace, missionId);
  const workflow = workflowOf(mission);
  for (const { step, error, cause } of overdueSteps(workflow, steps, deps.clock.now(), mission.retriedAt)) {
    if (step.token) await deps.tokens.fail(step.token, error, cause);
  }
}
