import { listDomains } from '../../domains/app/list-domains.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { busy } from '../../domains/domain/choose-domain.ts';
import { newPool } from '../../domains/domain/pool.ts';
import type { DomainView } from '../../domains/domain/sending-domain.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface ReadStatusDeps {
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly missions: Pick<MissionStore, 'countByState'>;
  readonly clock: Clock;
}

export interface WorkspaceStatus {
  /** Whether it has settings. */
  readonly setUp: boolean;
  readonly missions: Readonly<Record<string, number>>;
  readonly resources: {
    readonly crews: readonly { readonly id: string; readonly busy: number; readonly capacity: number }[];
    readonly domains: readonly DomainView[];
    readonly quotas: readonly {
      readonly provider: string;
      readonly busy: number;
      readonly capacity: number;
    }[];
  };
  readonly autonomy: { readonly paused: boolean; readonly dryRun: boolean };
}

/** Missions by state, resources in use (by reservations that have not expired), and whether Rex is paused or in dry run. */
export async function readStatus(deps: ReadStatusDeps, workspace: string): Promise<WorkspaceStatus> {
  const [record, pool, missions, domains] = await Promise.all([
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
    deps.missions.countByState(workspace),
    listDomains(deps, workspace),
  ]);
  const now = deps.clock.now();
  const { crews, quotas } = pool ?? newPool(workspace);
  return {
    setUp: record !== undefined,
    missions,
    resources: {
      crews: crews.map(({ id, capacity, holders }) => ({ id, capacity, busy: busy(holders, now) })),
      domains,
      quotas: quotas.map(({ provider, slots, holders }) => ({
        provider,
        capacity: slots,
        busy: busy(holders, now),
      })),
    },
    autonomy: {
      paused: record?.settings.paused ?? false,
      dryRun: record?.settings.dryRun ?? false,
    },
  };
}
