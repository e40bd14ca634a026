import { addMs, DAY, HOUR } from './clock.ts';

/** Returns an instant as it is, and for a span such as `24h` or `30d` the instant that long before now. */
export function sinceInstant(since: string, now: Date): string {
  const [, count, unit] = /^(\d+)([hd])$/.exec(since) ?? [];
  return count === undefined
    ? new Date(since).toISOString()
    : addMs(now, -Number(count) * (unit === 'd' ? DAY : HOUR)).toISOString();
}
