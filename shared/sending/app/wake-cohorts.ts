import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';

export interface WakeCohortsDeps {
  readonly missions: Pick<MissionStore, 'inState'>;
  readonly cohorts: CohortStore;
  readonly outbound: OutboundQueue;
}

/** Wakes the cohorts that wait to send. If a wake-up is lost by a death, the cohort checks again by itself. */
export async function wakeCohorts(deps: WakeCohortsDeps, workspace: string): Promise<void> {
  const missions = await deps.missions.inState(workspace, 'EXECUTING');
  for (const { id: missionId } of missions) {
    const cohorts = await deps.cohorts.list(workspace, missionId);
    await deps.outbound.send(
      cohorts
        .filter(({ state }) => state === 'active')
        .map(({ id }) => ({ workspace, missionId, cohort: id })),
    );
  }
}
