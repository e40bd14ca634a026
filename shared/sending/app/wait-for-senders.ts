import { setTimeout as delay } from 'node:timers/promises';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';

export interface WaitForSendersDeps {
  readonly cohorts: CohortStore;
  readonly missions: Pick<MissionStore, 'inState' | 'endedSince'>;
  readonly clock: Clock;
  /** Resolves after so many milliseconds; of the system when absent. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

const LOOK_EVERY_MS = 100;
/** Longer than a slice of messages takes. A worker that died keeps its lease for minutes, but sends nothing. */
const LOOKS = 100;

/** No lease is longer. */
const LONGEST_LEASE_MS = 6 * MINUTE;

/**
 * Missions of which a worker may be at a slice of messages: those that send, and those that were stopped so short a time
 * ago that a slice may still be under way.
 */
async function maySend({ missions, clock }: WaitForSendersDeps, workspace: string): Promise<string[]> {
  const [executing, ended] = await Promise.all([
    missions.inState(workspace, 'EXECUTING'),
    missions.endedSince(workspace, addMs(clock.now(), -LONGEST_LEASE_MS)),
  ]);
  return [...executing.map(({ id }) => id), ...ended];
}

/**
 * Resolves when what was under way has left. A worker reads the stop before each slice of messages and gives its
 * lease on the cohort back after the slice that it was at; who takes a lease later reads the stop first. So a stop
 * that is written, and answered after this, is one after which nothing goes out.
 * @param missionIds whose senders are waited for; without it, those of all missions of the workspace
 */
export async function waitForSenders(
  deps: WaitForSendersDeps,
  workspace: string,
  missionIds?: readonly string[],
): Promise<void> {
  const { cohorts, clock, wait = delay } = deps;
  const asked = missionIds ?? (await maySend(deps, workspace));
  for (let looks = 0; looks < LOOKS; looks++) {
    const now = clock.now().toISOString();
    const all = await Promise.all(asked.map((id) => cohorts.list(workspace, id)));
    if (!all.flat().some(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now)) return;
    await wait(LOOK_EVERY_MS);
  }
}
