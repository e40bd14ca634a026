import type { Cause } from '../../kernel/events.ts';
import { type WakeCohortsDeps, wakeCohorts } from '../../sending/app/wake-cohorts.ts';
import { type SetPausedDeps, setPaused } from './set-paused.ts';

export interface ResumeWorkspaceDeps extends SetPausedDeps, WakeCohortsDeps {}

/**
 * Resumes a workspace at once: the cohorts that waited during the pause are woken.
 * @throws RexError NOT_FOUND until settings have been put
 */
export async function resumeWorkspace(
  deps: ResumeWorkspaceDeps,
  input: { readonly workspace: string; readonly cause: Cause },
): Promise<{ paused: boolean }> {
  const answer = await setPaused(deps, { ...input, paused: false });
  await wakeCohorts(deps, input.workspace);
  return answer;
}
