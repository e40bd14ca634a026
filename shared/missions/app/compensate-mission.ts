import type { Mission } from '../domain/mission.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';

export interface CompensateDeps {
  readonly missions: MissionStore;
  readonly hooks: Pick<MissionHooks, 'takeBack'>;
}

/**
 * Takes back what the steps of a mission that ended badly have left behind, the last one first. Each may be done twice: a
 * death in between repeats them.
 */
export async function compensateMission(
  { missions, hooks }: CompensateDeps,
  mission: Mission,
): Promise<void> {
  const begun = new Set((await missions.steps(mission.workspace, mission.id)).map(({ name }) => name));
  for (const { name, compensate } of workflowOf(mission).steps.toReversed()) {
    if (compensate && begun.has(name)) await hooks.takeBack[compensate](mission);
  }
}
