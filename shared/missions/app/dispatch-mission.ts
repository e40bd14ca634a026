import { busy } from '../../domains/domain/choose-domain.ts';
import { crewsFor, newPool } from '../../domains/domain/pool.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { missionTypeSchema } from '../contract/mission.ts';
import type { Mission } from '../domain/mission.ts';
import { queueRank } from '../domain/queue-rank.ts';
import { isWorking } from '../domain/states.ts';
import { assignMission, type DispatchDeps, startExecution } from './assign-mission.ts';
import { boostWaiting } from './boost-waiting.ts';

/** More than the places of a crew: after this many missions of a type, no further one can fit. */
const HEADS = 10;

/** Dispatches on request of a mission. The next mission in the queue is assigned, which need not be this one. */
export async function dispatchMission(
  deps: DispatchDeps,
  workspace: string,
  missionId: string,
): Promise<void> {
  const mission = await deps.missions.get(workspace, missionId);
  if (mission?.state === 'QUEUED') {
    await assignWaiting(deps, workspace, mission);
  } else if (mission && isWorking(mission.state) && !mission.executionArn) {
    await startExecution(deps, mission);
  }
}

/**
 * Assigns the next missions in the queue, as long as resources are free for them. `asking` is a new mission that may not be on
 * the list yet. Each type of mission has its own queue, and only the head of each is read, so a thousand waiting missions
 * cost no more than ten. Without `asking`, as in the monitor's call every minute, the rules may also boost the heads.
 */
export async function assignWaiting(deps: DispatchDeps, workspace: string, asking?: Mission): Promise<void> {
  const [record, pool] = await Promise.all([deps.workspaces.get(workspace), deps.pools.get(workspace)]);
  const now = deps.clock.now();
  const mayStart = record !== undefined && !record.settings.paused;
  const types = missionTypeSchema.options;
  const open = types.filter((type) =>
    crewsFor(pool ?? newPool(workspace), type).some((crew) => busy(crew.holders, now) < crew.capacity),
  );
  const looked = asking ? open : types;
  const heads = await mapConcurrent(mayStart ? looked : [], types.length, (type) =>
    deps.missions.nextInQueue(workspace, type, HEADS),
  );
  const candidates = new Map([...heads.flat(), ...(asking ? [asking] : [])].map((m) => [m.id, m]));
  for (const head of asking ? [] : heads.flat()) {
    const boosted = await ignoreConflict(() => boostWaiting(deps, head, record));
    if (boosted) candidates.set(head.id, boosted);
  }
  const ordered = [...candidates.values()].toSorted((a, b) => (queueRank(a) < queueRank(b) ? -1 : 1));
  const full = new Set<string>(types.filter((type) => !open.includes(type)));
  for (const { id, type } of ordered) {
    // A missing resource is missing for all missions of the type, except a domain that was allocated to one mission.
    if (full.has(type) && id !== asking?.id) continue;
    const waitsOn = await ignoreConflict(async () => {
      const mission = await deps.missions.get(workspace, id);
      if (mission?.state !== 'QUEUED') return undefined;
      return assignMission(deps, mission, record);
    });
    if (waitsOn !== undefined && !waitsOn.startsWith('domain:')) full.add(type);
  }
}

/** A conflict means that another dispatcher handled the mission. */
async function ignoreConflict<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
}
