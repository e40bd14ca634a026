import { COHORT_LEASE_MS } from '../../drafting/domain/cohort.ts';
import { addMs } from '../../kernel/clock.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type WaitForSendersDeps, waitForSenders } from './wait-for-senders.ts';

export interface WaitForAllSendersDeps extends WaitForSendersDeps {
  readonly missions: Pick<MissionStore, 'inState' | 'endedSince'>;
}

/**
 * The same for all missions of a workspace: those that send, and those that ended so short a time ago that a slice of
 * messages may still be under way.
 */
export async function waitForAllSenders(deps: WaitForAllSendersDeps, workspace: string): Promise<boolean> {
  const [executing, ended] = await Promise.all([
    deps.missions.inState(workspace, 'EXECUTING'),
    deps.missions.endedSince(workspace, addMs(deps.clock.now(), -COHORT_LEASE_MS)),
  ]);
  return waitForSenders(deps, workspace, [...executing.map(({ id }) => id), ...ended]);
}
