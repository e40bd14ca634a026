import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { utcDay } from '../../kernel/clock.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { bulkObstacles } from '../domain/bulk-sender.ts';
import type { DomainTerms } from '../domain/choose-domain.ts';
import type { Pool } from '../domain/pool.ts';
import type { DayRecord, PoolStore } from './ports/pools.ts';

export interface PoolsDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly pools: PoolStore;
}

/** The pool of a workspace, with the terms for the choice of a domain; no pool until a domain is added. */
export async function readPool(
  { workspaces, pools }: PoolsDeps,
  workspace: string,
  now: Date,
): Promise<{
  readonly pool: Pool | undefined;
  readonly terms: DomainTerms;
  readonly day: DayRecord;
  readonly settings: Settings | undefined;
}> {
  const [pool, day, record] = await Promise.all([
    pools.get(workspace),
    pools.day(workspace, utcDay(now)),
    workspaces.get(workspace),
  ]);
  const { rules = DEFAULT_THRESHOLDS } = record?.settings ?? {};
  const bulk = pool && record ? bulkObstacles(pool, record.settings.dailyBudget) : new Map();
  const terms = { sentToday: day.domains, thresholds: rules, bulkObstacles: bulk };
  return { pool, day, settings: record?.settings, terms };
}
