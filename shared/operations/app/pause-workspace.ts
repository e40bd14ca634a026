import { setTimeout as delay } from 'node:timers/promises';
import type { Cause } from '../../kernel/events.ts';
import type { UnderWay } from '../../limits/app/ports/under-way.ts';
import { type WaitForAllSendersDeps, waitForAllSenders } from '../../sending/app/wait-for-all-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { setPaused } from './set-paused.ts';

export interface PauseWorkspaceDeps extends WaitForAllSendersDeps {
  readonly workspaces: WorkspaceStore;
  readonly underWay: Pick<UnderWay, 'any'>;
}

const LOOK_EVERY_MS = 200;
/** Longer than a call of a provider takes (15 s), before each of which the pause is read; and shorter than a request may. */
const LOOKS = 90;

/**
 * Pauses a workspace, and returns when nothing of it is on its way out any more.
 * @throws RexError NOT_FOUND until settings have been put
 */
export async function pauseWorkspace(
  deps: PauseWorkspaceDeps,
  input: { readonly workspace: string; readonly cause: Cause },
): Promise<{ paused: boolean }> {
  const answer = await setPaused(deps, { ...input, paused: true });
  await Promise.all([waitForAllSenders(deps, input.workspace), waitForOthers(deps, input.workspace)]);
  return answer;
}

/** Tasks and issues of newsletters. Whoever died keeps the mark of its work for minutes, but does nothing. */
async function waitForOthers(
  { underWay, wait = delay }: PauseWorkspaceDeps,
  workspace: string,
): Promise<void> {
  for (let looks = 0; looks < LOOKS && (await underWay.any(workspace)); looks++) await wait(LOOK_EVERY_MS);
}
