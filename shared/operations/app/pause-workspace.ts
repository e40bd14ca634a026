import type { Cause } from '../../kernel/events.ts';
import { type WaitForAllSendersDeps, waitForAllSenders } from '../../sending/app/wait-for-all-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { setPaused } from './set-paused.ts';

export interface PauseWorkspaceDeps extends WaitForAllSendersDeps {
  readonly workspaces: WorkspaceStore;
}

/**
 * Pauses a workspace, and returns when no message of it is in flight any more.
 * @throws RexError NOT_FOUND until settings have been put
 */
export async function pauseWorkspace(
  deps: PauseWorkspaceDeps,
  input: { readonly workspace: string; readonly cause: Cause },
): Promise<{ paused: boolean }> {
  const answer = await setPaused(deps, { ...input, paused: true });
  await waitForAllSenders(deps, input.workspace);
  return answer;
}
