import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type SetPausedDeps, setPaused } from './set-paused.ts';

export interface ResumeWorkspaceDeps extends SetPausedDeps {
  readonly missions: Pick<MissionStore, 'inState'>;
  readonly cohorts: CohortStore;
  readonly outbound: OutboundQueue;
}

/**
 * Resumes a workspace at once: the cohorts that waited during the pause are woken. If a wake-up is lost by a death in between,
 * the cohort checks again by itself.
 * @throws RexError NOT_FOUND until settings have been put
 */
export async function resumeWorkspace(
  deps: ResumeWorkspaceDeps,
  input: { readonly workspace: string; readonly cause: Cause },
): Promise<{ paused: boolean }> {
  const { workspace } = input;
  const answer = await setPaused(deps, { ...input, paused: false });
  const missions = await deps.missions.inState(workspace, 'EXECUTING');
  for (const { id: missionId } of missions) {
    const cohorts = await deps.cohorts.list(workspace, missionId);
    await deps.outbound.send(
      cohorts
        .filter(({ state }) => state === 'active')
        .map(({ id }) => ({ workspace, missionId, cohort: id })),
    );
  }
  return answer;
}
