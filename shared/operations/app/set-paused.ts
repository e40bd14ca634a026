import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { workspaceEvent } from '../../workspaces/domain/workspace-event.ts';

export interface SetPausedDeps {
  readonly workspaces: WorkspaceStore;
  readonly clock: Clock;
}

export interface SetPaused {
  readonly workspace: string;
  readonly paused: boolean;
  readonly cause: Cause;
}

/**
 * Pauses or resumes a workspace. A repeat changes nothing.
 * @throws RexError NOT_FOUND until settings have been put: without them nothing can go out anyway.
 */
export async function setPaused(
  { workspaces, clock }: SetPausedDeps,
  { workspace, paused, cause }: SetPaused,
): Promise<{ paused: boolean }> {
  return retryOnConflict(async () => {
    const record = await workspaces.get(workspace);
    if (!record) throw new RexError('NOT_FOUND', 'This workspace has no settings yet, so nothing goes out.');
    if (record.settings.paused === paused) return { paused };
    const name = paused ? 'workspace.paused' : 'workspace.resumed';
    const event = workspaceEvent({ workspace, version: record.version + 1 }, name, cause, {}, clock.now());
    await workspaces.save({ ...record, settings: { ...record.settings, paused } }, 'version', [event]);
    return { paused };
  });
}
