import type { Mission } from '../domain/mission.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';

export interface CompensateDeps {
  readonly missions: MissionStore;
  readonly hooks: Pick<MissionHooks, 'takeBack'>;
}

/**
 * Undoes the steps of a failed or cancelled mission, the last one first. Each compensation must be harmless to repeat, because
 * a death in between repeats them.
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
