import type { Cause } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type WaitForSendersDeps, waitForSenders } from '../../sending/app/wait-for-senders.ts';
import { type SetPausedDeps, setPaused } from './set-paused.ts';

export type PauseWorkspaceDeps = SetPausedDeps &
  WaitForSendersDeps & { readonly missions: Pick<MissionStore, 'inState'> };

/**
 * Stops a workspace, and answers when nothing of it is on its way out any more.
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
