import { stateOf } from '../../coordination/app/ask-external-agents.ts';
import type { AssignmentStore } from '../../coordination/app/ports/external-agents.ts';
import { assignmentIdOf } from '../../coordination/domain/assignment.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { byExternalAgent, type PersonalizeDeps, personalizeBy } from './start-personalize.ts';

export interface ContinueStepDeps extends PersonalizeDeps {
  readonly assignments: AssignmentStore;
}

/**
 * Continues a step that was assigned to an external agent. With a result, the step is finished; without one, the machine
 * starts it again, and Rex does it itself. Harmless when it is called too early, too late or twice.
 */
export async function continueStep(
  deps: ContinueStepDeps,
  {
    workspace,
    missionId,
    step: name,
  }: { readonly workspace: string; readonly missionId: string; readonly step: string },
): Promise<void> {
  const [mission, step, assignment] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.missions.getStep(workspace, missionId, name),
    deps.assignments.get(workspace, assignmentIdOf(missionId, name)),
  ]);
  if (mission?.state !== 'EXECUTING' || !step?.token || step.state === 'done' || !assignment) return;
  const state = await stateOf(deps, assignment);
  if (state === 'waiting') return;
  if (state === 'own') {
    await deps.tokens.fail(
      step.token,
      'Rex.Transient',
      'No external agent completed the assignment: Rex does the step itself.',
    );
    return;
  }
  await personalizeBy(deps, outreachMission(mission), step, async (brief) => byExternalAgent(brief, state));
}
