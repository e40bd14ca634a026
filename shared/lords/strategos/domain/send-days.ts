import type { PlanActivity } from '../contract/schemas.ts';
import { daysLeft, isBegun, isOpen, sendersByDomain } from './open-work.ts';

/** What each domain may send on its days of sending to come, if they go well: in a warmup, more each day. */
export type Caps = ReadonlyMap<string, readonly number[]>;

/** How long each activity takes that sends. On a domain they go one after another: a later one finds the warmup further on. */
export function withSendDays(activities: readonly PlanActivity[], caps: Caps): PlanActivity[] {
  const days = new Map<string, number>();
  for (const [domain, chain] of sendersByDomain(activities.filter(isOpen))) {
    let used = 0;
    for (const activity of chain) {
      const takes = isBegun(activity)
        ? daysLeft(activity, 0)
        : daysToSend(activity.sends?.count ?? 0, caps.get(domain)?.slice(used) ?? []);
      if (!isBegun(activity)) days.set(activity.id, takes);
      used += takes;
    }
  }
  return activities.map((activity) => ({ ...activity, days: days.get(activity.id) ?? activity.days }));
}

/** In how many days so many are sent; more than are known where these are too few. */
function daysToSend(count: number, caps: readonly number[]): number {
  let left = count;
  const last = caps.findIndex((cap) => {
    left -= cap;
    return left <= 0;
  });
  return last < 0 ? caps.length + 1 : last + 1;
}
