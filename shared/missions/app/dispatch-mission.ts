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

/** More than a crew has places: when so many of a type were looked at, nothing more of it can fit. */
const HEADS = 10;

/** A mission asks to be worked on. Who is assigned is whoever is next, which need not be this one. */
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
 * Assigns the missions that are next in the queue, as long as something is free for them. `asking` has just come
 * and may not be on the list yet. Each type of mission has its own queue, and of each only the head is read, so a
 * thousand waiting missions cost no more than ten. When nobody in particular asks, as the monitor does every minute,
 * the heads are also moved ahead where the rules say so.
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
    // What is missing for one of a type is missing for all of it, but for a domain of its own.
    if (full.has(type) && id !== asking?.id) continue;
    const waitsOn = await ignoreConflict(async () => {
      const mission = await deps.missions.get(workspace, id);
      if (mission?.state !== 'QUEUED') return undefined;
      return assignMission(deps, mission, record);
    });
    if (waitsOn !== undefined && !waitsOn.startsWith('domain:')) full.add(type);
  }
}

/** Somebody else moved that mission: then it is seen to. */
async function ignoreConflict<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RexError && error.code === 'VERSION_CONFLICT') return undefined;
    throw error;
  }
}
