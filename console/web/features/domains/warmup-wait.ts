import type { Standing } from './resources.ts';

export interface WarmupWait {
  readonly because: 'held' | 'full';
  /** The instant, RFC 3339, at which it goes on. */
  readonly until: string;
}

type Warming = Pick<Standing, 'warmup' | 'heldUntil' | 'sentToday' | 'dailyCap'>;

/** What the warmup of a domain waits for at the moment; undefined when it waits for nothing. */
export function warmupWait(
  { warmup, heldUntil, sentToday, dailyCap }: Warming,
  now: number,
): WarmupWait | undefined {
  if (heldUntil !== null) return { because: 'held', until: `${heldUntil}T00:00:00.000Z` };
  if (warmup === 'warm' || sentToday < dailyCap) return undefined;
  const tomorrow = new Date(now);
  tomorrow.setUTCHours(24, 0, 0, 0);
  return { because: 'full', until: tomorrow.toISOString() };
}
