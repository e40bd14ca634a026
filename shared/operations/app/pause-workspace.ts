import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { waitForSenders } from '../../sending/app/wait-for-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { setPaused } from './set-paused.ts';

export interface PauseWorkspaceDeps {
  readonly workspaces: WorkspaceStore;
  readonly clock: Clock;
  readonly cohorts: CohortStore;
  /** Resolves after the given milliseconds. Default: the timer of the system. */
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly missions: Pick<MissionStore, 'inState'>;
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
  const missions = await deps.missions.inState(input.workspace, 'EXECUTING');
  await waitForSenders(
    deps,
    input.workspace,
    missions.map(({ id }) => id),
  );
  return answer;
}
