import { newPool, type Reserved, release, reserve } from '../../domain/resources/pool.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

/** Reserves (or renews) a crew and a domain for a mission in one guarded write. */
export function holdResources(
  workspaces: WorkspaceStore,
  workspace: string,
  mission: { readonly id: string; readonly type: string },
  now: Date,
): Promise<Reserved> {
  return retryOnConflict(async () => {
    const existing = await workspaces.getPool(workspace);
    const reserved = reserve(existing ?? newPool(workspace), mission.id, mission.type, now);
    if (!reserved.ok) return reserved;
    await workspaces.savePool(reserved.pool, existing ? 'version' : 'absent');
    return reserved;
  });
}

/** Gives back whatever a mission holds; harmless when it holds nothing. */
export function releaseResources(
  workspaces: WorkspaceStore,
  workspace: string,
  missionId: string,
): Promise<void> {
  return retryOnConflict(async () => {
    const pool = await workspaces.getPool(workspace);
    if (!pool) return;
    const released = release(pool, missionId);
    if (JSON.stringify(released) !== JSON.stringify(pool)) await workspaces.savePool(released, 'version');
  });
}
