import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isHeld, type Pool } from '../../domains/domain/pool.ts';
import { holdersOf, RESERVATION_MS, release } from '../../domains/domain/reserve.ts';
import { type Clock, MINUTE } from '../../kernel/clock.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { isTerminal } from '../domain/states.ts';
import type { MissionStore } from './ports/missions.ts';

/** A dispatcher that has reserved but not assigned within this time has died. */
const DISPATCH_MS = 5 * MINUTE;

export interface ReleaseDeps {
  readonly missions: Pick<MissionStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
  readonly clock: Clock;
}

/**
 * Releases places whose holder is gone: missions that have ended or do not exist, missions that were never assigned because
 * the dispatcher died, and expired reservations. Returns the number of such holders.
 */
export async function releaseAbandoned(
  deps: ReleaseDeps,
  workspace: string,
  /** Missions that are known to work now, which need not be read again. */
  atWork: ReadonlySet<string>,
  /** The pool, where it was read a moment ago. */
  read?: Pool,
): Promise<number> {
  const released = await retryFrom(
    read,
    () => deps.pools.get(workspace),
    async (pool) => {
      const now = deps.clock.now();
      const gone: string[] = [];
      for (const holder of holdersOf(pool).values()) {
        if (!holder.missionId.startsWith('m_') || atWork.has(holder.missionId)) continue;
        const mission = await deps.missions.get(workspace, holder.missionId);
        const reservedAt = Date.parse(holder.until) - RESERVATION_MS;
        const neverAssigned = mission?.state === 'QUEUED' && now.getTime() - reservedAt > DISPATCH_MS;
        if (!mission || isTerminal(mission.state) || neverAssigned) gone.push(holder.missionId);
      }
      const campaigns = [...holdersOf(pool).values()].filter(
        (holder) => !holder.missionId.startsWith('m_') && !isHeld(holder, now),
      );
      const all = [...gone, ...campaigns.map(({ missionId }) => missionId)];
      if (all.length > 0) await deps.pools.save(all.reduce(release, pool), 'version');
      return all.length;
    },
  );
  return released ?? 0;
}
