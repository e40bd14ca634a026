import { recommend } from '../../agents/analytics/recommend.ts';
import { REX } from '../../domain/events.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionStore } from '../ports/missions.ts';
import { moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';

/** Turns the results into recommendations, each with its evidence. */
export async function optimizeMission(
  deps: { readonly missions: MissionStore; readonly clock: Clock },
  input: ExecutionInput,
): Promise<void> {
  const mission = await currentMission(deps.missions, input);
  if (mission?.state !== 'ANALYZING') return;
  const report = mission.report && {
    ...mission.report,
    recommendations: recommend(mission.report),
  };
  await moveMission(deps.missions, mission, 'optimize', { now: deps.clock.now(), actor: REX }, { report });
}
