import { type PoolsDeps, readPool } from '../../domains/app/read-pool.ts';
import { newPool, type Pool, type Reservation } from '../../domains/domain/pool.ts';
import { type Ask, type Missing, release, renew, reserve } from '../../domains/domain/reserve.ts';
import { retryFrom, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { MISSION_ROWS } from '../contract/mission.ts';
import type { Mission } from '../domain/mission.ts';
import { isTerminal } from '../domain/states.ts';
import { writesTo } from '../domain/writes-to.ts';
import type { MissionStore } from './ports/missions.ts';

export type Held =
  | { readonly ok: true; readonly reservation: Reservation }
  | { readonly ok: false; readonly missing: Missing };

/** Reserves everything that a mission needs, or nothing, in one guarded write. */
export function holdResources(deps: PoolsDeps, mission: Mission, now: Date): Promise<Held> {
  return retryOnConflict(async () => {
    const { pool: existing, terms } = await readPool(deps, mission.workspace, now);
    const reserved = reserve(existing ?? newPool(mission.workspace), askOf(mission), now, terms);
    if (reserved.ok) await deps.pools.save(reserved.pool, existing ? 'version' : 'absent');
    return reserved;
  });
}

/** What a mission would wait for now; undefined when everything is free. */
export async function whatIsMissing(
  deps: PoolsDeps,
  mission: Mission,
  now: Date,
): Promise<Missing | undefined> {
  const { pool, terms } = await readPool(deps, mission.workspace, now);
  const reserved = reserve(pool ?? newPool(mission.workspace), askOf(mission), now, terms);
  return reserved.ok ? undefined : reserved.missing;
}

/**
 * Renews the reservation of a mission; undefined when another mission has got one of its places.
 * @param read the pool, where it was read a moment ago
 */
export function renewResources(
  { pools }: Pick<PoolsDeps, 'pools'>,
  { workspace, id, reservation }: Mission,
  now: Date,
  read?: Pool,
): Promise<Reservation | undefined> {
  return retryFrom(
    read,
    () => pools.get(workspace),
    async (pool) => {
      const renewed = reservation && renew(pool, id, reservation, now);
      if (!renewed) return undefined;
      await pools.save(renewed.pool, 'version');
      return renewed.reservation;
    },
  );
}

interface KeepHoldingDeps extends Pick<PoolsDeps, 'pools'> {
  readonly missions: Pick<MissionStore, 'get' | 'save'>;
}

/**
 * Renews the reservation of a mission and records it there. A mission that ended meanwhile has given its places back already:
 * what was renewed is released again.
 * @returns false when another mission has got one of its places
 * @throws RexError VERSION_CONFLICT when the mission was changed meanwhile
 */
export async function keepHolding(
  deps: KeepHoldingDeps,
  mission: Mission,
  now: Date,
  read?: Pool,
): Promise<boolean> {
  const { workspace, id } = mission;
  const reservation = await renewResources(deps, mission, now, read);
  if (!reservation) return false;
  try {
    await deps.missions.save({ ...mission, reservation });
  } catch (error) {
    const current = await deps.missions.get(workspace, id);
    if (!current || isTerminal(current.state)) await releaseResources(deps, workspace, id);
    throw error;
  }
  return true;
}

/** Releases everything that a mission holds; harmless when it holds nothing. */
export function releaseResources(
  { pools }: Pick<PoolsDeps, 'pools'>,
  workspace: string,
  missionId: string,
): Promise<void> {
  return retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    if (!pool) return;
    const released = release(pool, missionId);
    if (JSON.stringify(released) !== JSON.stringify(pool)) await pools.save(released, 'version');
  });
}

/** A mission that continues keeps its sender if possible, because the approval binds the sender. */
function askOf(mission: Mission): Ask {
  const { id, type, domain, reservation } = mission;
  const name = domain ?? reservation?.domain;
  return {
    missionId: id,
    missionType: type,
    needs: MISSION_ROWS[type].needs,
    audience: writesTo(mission),
    domain: name === undefined ? undefined : { name, must: domain !== undefined },
    inbox: reservation?.inbox,
  };
}
