import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Pool } from '../../domains/domain/pool.ts';
import { type Clock, MINUTE, SECOND } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { takeTurns } from '../domain/take-turns.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { MissionStore } from './ports/missions.ts';
import type { MissionQueue } from './ports/queues.ts';
import type { MissionMachine } from './ports/workflow.ts';
import { releaseAbandoned } from './release-abandoned.ts';
import { sweepMission } from './sweep-mission.ts';

export interface SweepDeps {
  readonly missions: MissionStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
  readonly machine: MissionMachine;
  readonly clock: Clock;
  readonly alerts: AlertStore;
  readonly queue: MissionQueue;
  readonly hooks: Pick<MissionHooks, 'answerIsLate' | 'wakeOverdue'>;
}

export interface SweepResult {
  readonly dispatched: number;
  readonly restarted: number;
  readonly escalated: number;
  readonly woken: number;
  readonly released: number;
  /** Number that was left for the next round, which begins with another workspace. */
  readonly left: number;
  /** Number of workspaces in which a mission works or waits. */
  readonly busy: ReadonlySet<string>;
}

/** Something of a round failed. All else of it was done, as `result` says. */
export class SweepFailed extends Error {
  readonly result: SweepResult;

  constructor(result: SweepResult, failures: readonly unknown[]) {
    super(`${failures.length} parts of a sweep failed, the first one: ${failures[0]}`, {
      cause: failures[0],
    });
    this.result = result;
  }
}

/** Work that is overdue by this time has lost its wake-up or its worker. */
const OVERDUE_MS = 2 * MINUTE;
const AT_ONCE = 8;
/** Most missions of one workspace in one round: more than its crews have places. */
const PER_WORKSPACE = 25;
/** Time limit of a round; the next tick continues. */
const SWEEP_AT_MOST_MS = 45 * SECOND;

/**
 * The monitor: finds work that was lost, stalled or took too long, and continues it; renews the reservations of working
 * missions and releases abandoned ones. It does not drive missions: when nothing goes wrong, it finds nothing to do.
 * Workspaces take turns, so that problems of one do not delay the checks of the others, and a mission that cannot be
 * checked keeps nothing else from being checked.
 * @throws SweepFailed when all else is done
 */
export async function sweepMissions(deps: SweepDeps): Promise<SweepResult> {
  const started = deps.clock.now().getTime();
  const failures: unknown[] = [];
  const tried = <T>(work: Promise<T>, otherwise: T): Promise<T> =>
    work.catch((failure: unknown) => {
      failures.push(failure);
      return otherwise;
    });
  const now = new Date(started);
  // All that the index of work is asked for is asked at this moment, which makes it one request.
  const waking = tried(deps.hooks.wakeOverdue(new Date(started - OVERDUE_MS)), 0);
  const [open, waiting] = await Promise.all([
    deps.missions.working(now),
    deps.missions.workspacesThatWait(now),
  ]);
  const working = takeTurns(open, ({ workspace }) => workspace, {
    bound: PER_WORKSPACE,
    start: Math.floor(started / MINUTE),
  });
  const inUse = [...new Set([...working.map(({ workspace }) => workspace), ...waiting])];
  // At the same moment as the first missions, which makes it one request.
  const workspaces = readNow(deps.workspaces, inUse);
  // A pool that fails is read again.
  const pools = new Map(
    inUse.map((workspace) => [workspace, deps.pools.get(workspace).catch(() => undefined)]),
  );
  const renewing = new Map(pools);
  /** For the first that renews: after it, the pool is another one. */
  const takePool = (workspace: string): Promise<Pool | undefined> | undefined => {
    const read = renewing.get(workspace);
    renewing.delete(workspace);
    return read;
  };
  const acts = await mapConcurrent(working, AT_ONCE, async ({ workspace, id }) =>
    deps.clock.now().getTime() - started > SWEEP_AT_MOST_MS
      ? 'left'
      : tried<string>(sweepMission({ ...deps, workspaces }, workspace, id, takePool), 'failed'),
  );
  const atWork = new Set(working.filter((_, i) => acts[i] !== 'gone').map(({ id }) => id));
  const released = await mapConcurrent(inUse, AT_ONCE, async (workspace) =>
    tried(releaseAbandoned(deps, workspace, atWork, await pools.get(workspace)), 0),
  );
  await tried(deps.queue.send(waiting.map((workspace) => ({ kind: 'dispatch-next', workspace }))), undefined);
  const count = (act: string): number => acts.filter((one) => one === act).length;
  const result: SweepResult = {
    dispatched: count('dispatched') + waiting.length,
    restarted: count('restarted'),
    escalated: count('escalated'),
    woken: await waking,
    released: released.reduce((sum, n) => sum + n, 0),
    left: count('left'),
    busy: new Set(inUse),
  };
  if (failures.length > 0) throw new SweepFailed(result, failures);
  return result;
}

/** The settings of workspaces, each read once in a round: who needs them is told of what fails. */
function readNow(
  workspaces: Pick<WorkspaceStore, 'get'>,
  inUse: readonly string[],
): Pick<WorkspaceStore, 'get'> {
  const reads = new Map(inUse.map((workspace) => [workspace, workspaces.get(workspace)]));
  for (const read of reads.values()) read.catch(() => undefined);
  return { get: (workspace) => reads.get(workspace) ?? workspaces.get(workspace) };
}
