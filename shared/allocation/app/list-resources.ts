import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { readPool } from '../../domains/app/read-pool.ts';
import { domainObstacle } from '../../domains/domain/choose-domain.ts';
import { type Holder, isHeld, newPool } from '../../domains/domain/pool.ts';
import { reserve } from '../../domains/domain/reserve.ts';
import { domainView } from '../../domains/domain/sending-domain.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { ProviderBuckets } from '../../limits/app/ports/provider-limits.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { MISSION_ROWS, missionTypeSchema } from '../../missions/contract/mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { queueRank } from '../../missions/domain/queue-rank.ts';
import { writesTo } from '../../missions/domain/writes-to.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { ResourcesView } from '../contract/routes.ts';

export interface ListResourcesDeps {
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly missions: Pick<MissionStore, 'nextInQueue'>;
  readonly limits: ProviderBuckets;
  readonly clock: Clock;
}

/** Number of waiting missions that are listed for each type. */
const WAITING_SHOWN = 10;

/** All resources for which missions of a workspace compete, with their holders and the missions that wait. */
export async function listResources(deps: ListResourcesDeps, workspace: string): Promise<ResourcesView> {
  const now = deps.clock.now();
  const { options: types } = missionTypeSchema;
  const [{ pool = newPool(workspace), day, terms }, providers, queues] = await Promise.all([
    readPool(deps, workspace, now),
    deps.limits.levels(workspace),
    mapConcurrent(types, types.length, (type) => deps.missions.nextInQueue(workspace, type, WAITING_SHOWN)),
  ]);
  const held = (holders: readonly Holder[]) =>
    holders
      .filter((holder) => isHeld(holder, now))
      .map(({ missionId, until }) => ({ holder: missionId, until }));
  const waitsFor = (mission: Mission): string | null => {
    const { id, type, waitingFor } = mission;
    const reserved = reserve(
      pool,
      { missionId: id, missionType: type, needs: MISSION_ROWS[type].needs, audience: writesTo(mission) },
      now,
      terms,
    );
    return reserved.ok ? (waitingFor ?? null) : `The mission waits for ${reserved.missing.sentence}.`;
  };
  return {
    crews: pool.crews.map(({ id, missionTypes, capacity, holders }) => ({
      id,
      missionTypes,
      capacity,
      holders: held(holders),
    })),
    domains: pool.domains.map((domain) => ({
      ...domainView(domain, terms.sentToday[domain.domain] ?? 0, now),
      obstacle: domainObstacle(domain, now, terms) ?? null,
      holders: held(domain.holders),
      inboxes: domain.inboxes.map(({ name, status = 'active', dailyCap, holders }) => ({
        name,
        status,
        dailyCap,
        sentToday: day.inboxes[`${name}@${domain.domain}`] ?? 0,
        holders: held(holders),
      })),
    })),
    quotas: pool.quotas.map(({ provider, slots, holders }) => ({ provider, slots, holders: held(holders) })),
    providers,
    waiting: queues
      .flat()
      .toSorted((a, b) => (queueRank(a) < queueRank(b) ? -1 : 1))
      .map((mission) => ({
        missionId: mission.id,
        name: mission.name,
        type: mission.type,
        priority: mission.priority,
        deadline: mission.deadline ?? null,
        createdAt: mission.createdAt,
        waitingFor: waitsFor(mission),
      })),
  };
}
