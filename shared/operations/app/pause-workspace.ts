import type { Cause } from '../../kernel/events.ts';
import type { UnderWay } from '../../limits/app/ports/under-way.ts';
import { type StillSending, stillSending } from '../../missions/contract/still-sending.ts';
import { type WaitForAllSendersDeps, waitForAllSenders } from '../../sending/app/wait-for-all-senders.ts';
import { becomesQuiet } from '../../sending/app/wait-for-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { setPaused } from './set-paused.ts';

export interface PauseWorkspaceDeps extends WaitForAllSendersDeps {
  readonly workspaces: WorkspaceStore;
  readonly underWay: Pick<UnderWay, 'any'>;
}

/**
 * Pauses a workspace, and returns when nothing of it is on its way out any more: messages, tasks, answers and issues of newsletters,
 * each of which reads the pause before it calls a provider. Whoever died keeps the mark of its work for minutes, but does nothing.
 * @throws RexError NOT_FOUND until settings have been put
 */
export async function pauseWorkspace(
  deps: PauseWorkspaceDeps,
  input: { readonly workspace: string; readonly cause: Cause },
): Promise<{ paused: boolean } & StillSending> {
  const answer = await setPaused(deps, { ...input, paused: true });
  const quiet = await Promise.all([
    waitForAllSenders(deps, input.workspace),
    becomesQuiet(async () => !(await deps.underWay.any(input.workspace)), deps.wait),
  ]);
  return { ...answer, ...stillSending(!quiet.includes(false)) };
}
