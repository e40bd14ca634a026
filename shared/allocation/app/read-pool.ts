import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import type { DomainTerms } from '../../domains/domain/choose-domain.ts';
import type { Pool } from '../../domains/domain/pool.ts';
import type { DayRecord, WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export type Pools = Pick<WorkspaceStore, 'get' | 'getPool' | 'day'>;

/** The pool of a workspace and what its domains are chosen by now; no pool while nobody has added a domain. */
export async function readPool(
  workspaces: Pools,
  workspace: string,
  now: Date,
): Promise<{ readonly pool: Pool | undefined; readonly terms: DomainTerms; readonly day: DayRecord }> {
  const [pool, day, record] = await Promise.all([
    workspaces.getPool(workspace),
    workspaces.day(workspace, now.toISOString().slice(0, 10)),
    workspaces.get(workspace),
  ]);
  const { rules = DEFAULT_THRESHOLDS } = record?.settings ?? {};
  const sentToday = Object.fromEntries(Object.entries(day.domains).map(([name, { sent }]) => [name, sent]));
  return { pool, day, terms: { sentToday, minReputation: rules.rotateBelowReputation } };
}
