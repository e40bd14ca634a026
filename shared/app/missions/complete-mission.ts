import { REX } from '../../domain/events.ts';
import { outcomeOf } from '../../domain/missions/outcome.ts';
import { workedMs } from '../../domain/missions/worked-time.ts';
import { workflowOf } from '../../domain/missions/workflows/workflows.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionStore } from '../ports/missions.ts';
import type { MissionQueue } from '../ports/queues.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { releaseResources } from './hold-resources.ts';
import { moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';

export interface CompleteDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

/**
 * Ends a mission well. The resources go back first: a death in between repeats this, not the mission. Who waits for
 * them is assigned at once, and by the monitor if this dies before it says so.
 */
export async function completeMission(deps: CompleteDeps, input: ExecutionInput): Promise<void> {
  const mission = await currentMission(deps.missions, input);
  if (mission?.state !== 'OPTIMIZING') return;
  await releaseResources(deps.workspaces, mission.workspace, mission.id);
  const steps = await deps.missions.steps(mission.workspace, mission.id);
  const outcome = outcomeOf(workflowOf(mission), mission, steps);
  const update = { outcome, workedMs: workedMs(workflowOf(mission), steps) };
  await moveMission(deps.missions, mission, 'complete', { now: deps.clock.now(), actor: REX }, update);
  await deps.queue.send([{ kind: 'dispatch-next', workspace: mission.workspace }]);
}
