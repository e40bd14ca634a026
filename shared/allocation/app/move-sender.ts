import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { readPool } from '../../domains/app/read-pool.ts';
import { isSender, newPool, type Reservation } from '../../domains/domain/pool.ts';
import { reserve } from '../../domains/domain/reserve.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { MissionMachine } from '../../missions/app/ports/workflow.ts';
import { MISSION_ROWS } from '../../missions/contract/mission.ts';
import { type Mission, missionEvent } from '../../missions/domain/mission.ts';
import { isWorking } from '../../missions/domain/states.ts';
import { writesTo } from '../../missions/domain/writes-to.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { MovedMission } from '../contract/routes.ts';

export interface MoveSenderDeps {
  readonly missions: MissionStore;
  readonly contents: ContentStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly queue: MissionQueue;
  readonly machine: Pick<MissionMachine, 'stop'>;
  readonly clock: Clock;
}

export interface MoveSender {
  readonly workspace: string;
  readonly missionId: string;
  /** The domain to send from. Default: the best one that is free. */
  readonly to?: string | undefined;
  readonly cause: Cause;
  readonly reason: string;
}

type Moved = { readonly answer: MovedMission; readonly stop?: string };

/**
 * Moves a working mission to another sending domain, under a new reservation. An approval binds the domain, so a mission with
 * drafts continues as a new attempt, which discards them, drafts again and requests a new approval. A death in between
 * leaves the mission either as it was, or with the new sender and nothing going out; the monitor then continues it.
 */
export async function moveSender(deps: MoveSenderDeps, input: MoveSender): Promise<MovedMission> {
  const { workspace, missionId } = input;
  const { answer, stop } = await retryOnConflict(() => moveOnce(deps, input));
  if (stop !== undefined) await deps.machine.stop(stop, input.reason);
  if (answer.needsApproval) await deps.queue.send([{ kind: 'dispatch', workspace, missionId }]);
  return answer;
}

async function moveOnce(deps: MoveSenderDeps, input: MoveSender): Promise<Moved> {
  const { workspace, missionId, to } = input;
  const mission = await deps.missions.get(workspace, missionId);
  const held = mission?.reservation;
  if (!mission || !held || !isWorking(mission.state)) {
    return { answer: unmoved(missionId, mission, 'It does not work any more, so it sends nothing.') };
  }
  const now = deps.clock.now();
  const { pool = newPool(workspace), terms } = await readPool(deps, workspace, now);
  const ask = {
    missionId,
    missionType: mission.type,
    needs: MISSION_ROWS[mission.type].needs,
    audience: writesTo(mission),
    domain: to === undefined ? undefined : { name: to, must: true },
  };
  const reserved = reserve(pool, ask, now, terms);
  if (!reserved.ok) {
    return { answer: unmoved(missionId, mission, `It has to wait for ${reserved.missing.sentence}.`) };
  }
  const { reservation } = reserved;
  if (isSender(held, reservation)) {
    return { answer: unmoved(missionId, mission, 'It sends from there already.') };
  }
  await deps.pools.save(reserved.pool, 'version');
  return record(deps, input, mission, reservation, now);
}

async function record(
  deps: MoveSenderDeps,
  { workspace, missionId, cause, reason }: MoveSender,
  mission: Mission,
  reservation: Reservation,
  now: Date,
): Promise<Moved> {
  const maySend = mission.state === 'ASSIGNED' || mission.state === 'EXECUTING';
  const needsApproval = maySend && (await deps.contents.get(workspace, missionId)) !== undefined;
  const sentence = needsApproval
    ? `It sends from ${reservation.domain} now. Its messages were approved, or drafted, with the old sender, so they are drafted and asked about again.`
    : `It sends from ${reservation.domain} now. Nothing was drafted with the old sender, so nothing has to be approved again.`;
  const data = { from: mission.reservation?.domain, to: reservation.domain, needsApproval, reason };
  const event = missionEvent(mission, 'mission.sender-changed', { now, actor: cause.actor }, data);
  await deps.missions.save(
    {
      ...mission,
      reservation,
      updatedAt: now.toISOString(),
      ...(needsApproval
        ? { redraft: true, attempt: mission.attempt + 1, executionArn: undefined, reason: sentence }
        : {}),
    },
    { events: [event] },
  );
  return {
    answer: {
      missionId,
      state: mission.state,
      domain: reservation.domain ?? null,
      moved: true,
      needsApproval,
      reason: sentence,
    },
    ...(needsApproval && mission.executionArn ? { stop: mission.executionArn } : {}),
  };
}

const unmoved = (missionId: string, mission: Mission | undefined, reason: string): MovedMission => ({
  missionId,
  state: mission?.state ?? 'CANCELLED',
  domain: mission?.reservation?.domain ?? null,
  moved: false,
  needsApproval: false,
  reason,
});
