import { setTimeout as delay } from 'node:timers/promises';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Clock } from '../../kernel/clock.ts';

export interface WaitForSendersDeps {
  readonly cohorts: CohortStore;
  readonly clock: Clock;
  /** Resolves after so many milliseconds; of the system when absent. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

const LOOK_EVERY_MS = 100;
/** Longer than a slice of messages takes. A worker that died keeps its lease for minutes, but sends nothing. */
const LOOKS = 100;

/**
 * Resolves when what was under way has left. A worker reads the stop before each slice of messages and gives its
 * lease on the cohort back after the slice that it was at; who takes a lease later reads the stop first. So a stop
 * that is written, and answered after this, is one after which nothing goes out.
 */
export async function waitForSenders(
  { cohorts, clock, wait = delay }: WaitForSendersDeps,
  workspace: string,
  missionIds: readonly string[],
): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const now = clock.now().toISOString();
    const all = await Promise.all(missionIds.map((id) => cohorts.list(workspace, id)));
    if (!all.flat().some(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now)) return;
    await wait(LOOK_EVERY_MS);
  }
}
