import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mission } from '../domain/mission.ts';
import { isWorking } from '../domain/states.ts';
import { keepHolding } from './hold-resources.ts';
import type { MissionStore } from './ports/missions.ts';

/**
 * Whether a mission still holds its reservation. An expired reservation is taken again if nobody else has the places, so that
 * a monitor that was down for hours does not stop working missions.
 */
export async function keepReservation(
  deps: {
    readonly missions: Pick<MissionStore, 'get' | 'save'>;
    readonly workspaces: WorkspaceStore;
    readonly pools: PoolStore;
  },
  { workspace, id, reservation }: Mission,
  now: Date,
): Promise<boolean> {
  if (reservation && reservation.until > now.toISOString()) return true;
  return retryOnConflict(async () => {
    const mission = await deps.missions.get(workspace, id);
    if (!mission || !isWorking(mission.state)) return false;
    if (mission.reservation && mission.reservation.until > now.toISOString()) return true;
    return keepHolding(deps, mission, now);
  });
}
