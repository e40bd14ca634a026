import { MINUTE, SECOND } from '../../kernel/clock.ts';
import { CLAIM_MS } from './task.ts';

const SHORTEST_MS = 5 * SECOND;

/**
 * How long a task waits before it looks again whether another one still has what it would hold, in whole seconds: as long as the
 * other has had it, 5 seconds at least and a minute at most. So a dead holder is asked about a few times, and a quick one soon.
 */
export function heldWaitMs(until: string | undefined, now: Date): number {
  const left = until === undefined ? 0 : Date.parse(until) - now.getTime();
  const hadMs = CLAIM_MS - left;
  const wait = Math.min(Math.max(SHORTEST_MS, hadMs), MINUTE, Math.max(SHORTEST_MS, left));
  return Math.ceil(wait / SECOND) * SECOND;
}
