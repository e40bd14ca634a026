import { setTimeout as delay } from 'node:timers/promises';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Clock } from '../../kernel/clock.ts';

/** Resolves after so many milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

export interface WaitForSendersDeps {
  readonly cohorts: CohortStore;
  readonly clock: Clock;
  /** Of the system when absent. */
  readonly wait?: Wait;
}

/**
 * Most have left within a second. Together 24 seconds: longer than the slowest provider takes for a call (20 s), before which
 * nothing is older than two (`FRESH_MS`), and shorter than a request may take (29 s).
 */
const PAUSES_MS = [...new Array<number>(40).fill(100), ...new Array<number>(40).fill(500)];

/** Whether it has become quiet within the time that a request has. */
export async function becomesQuiet(isQuiet: () => Promise<boolean>, wait: Wait = delay): Promise<boolean> {
  for (const ms of PAUSES_MS) {
    if (await isQuiet()) return true;
    await wait(ms);
  }
  return isQuiet();
}

/**
 * Resolves when what was under way has left. A worker reads the stop before each slice of messages, and within it before each
 * group when the provider takes long; it gives its lease on the cohort back after the group that it was at. Who takes a lease
 * later reads the stop first. So a stop that is written, and answered after this, is one after which nothing goes out.
 * @returns false when somebody still has a lease: a worker that died keeps it for minutes and sends nothing, but nobody knows
 */
export const waitForSenders = (
  { cohorts, clock, wait }: WaitForSendersDeps,
  workspace: string,
  missionIds: readonly string[],
): Promise<boolean> =>
  becomesQuiet(async () => {
    const now = clock.now().toISOString();
    const all = await Promise.all(missionIds.map((id) => cohorts.list(workspace, id)));
    return !all.flat().some(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now);
  }, wait);
