import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type StillSending, stillSending } from '../contract/still-sending.ts';
import type { Mission } from '../domain/mission.ts';
import { compensateMission } from './compensate-mission.ts';
import { releaseResources } from './hold-resources.ts';
import { moveMission } from './move-mission.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';
import type { MissionMachine } from './ports/workflow.ts';

export interface CancelMission {
  readonly workspace: string;
  readonly missionId: string;
  readonly subject: string;
  readonly reason: string;
}

export interface CancelDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
  readonly hooks: Pick<MissionHooks, 'takeBack' | 'waitUntilQuiet'>;
  readonly machine: MissionMachine;
}

/**
 * Cancels a mission. As soon as the state is written, no guard lets a message of it pass. After that, the execution is stopped
 * and the resources are released, by the sweep if this dies in between. Returns when no message of it is in flight any more.
 * @throws RexError NOT_FOUND, or CONFLICT when it has ended
 */
export async function cancelMission(deps: CancelDeps, input: CancelMission): Promise<Mission & StillSending> {
  const cancelled = await retryOnConflict(async () => {
    const mission = await deps.missions.get(input.workspace, input.missionId);
    if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${input.missionId}.`);
    const actor = { kind: 'user' as const, id: input.subject };
    return moveMission(deps.missions, mission, 'cancel', {
      now: deps.clock.now(),
      actor,
      reason: input.reason,
    });
  });
  if (cancelled.executionArn) await deps.machine.stop(cancelled.executionArn, input.reason);
  await compensateMission(deps, cancelled);
  await releaseResources(deps, input.workspace, input.missionId);
  await deps.queue.send([{ kind: 'dispatch-next', workspace: input.workspace }]);
  const isQuiet = await deps.hooks.waitUntilQuiet(cancelled);
  return { ...cancelled, ...stillSending(isQuiet) };
}
