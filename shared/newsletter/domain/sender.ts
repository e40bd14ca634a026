import { isOwned } from '../../domains/domain/domain-ownership.ts';
import { reputationFloor } from '../../domains/domain/fitness.ts';
import type { Pool, SendingDomain } from '../../domains/domain/pool.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';

/** Why nothing goes out from a domain now; undefined when it may. */
export function obstacleOf(domain: SendingDomain | undefined, settings: Settings): string | undefined {
  if (!domain || !isOwned(domain)) return 'Its sending domain is not there, or is not proved to be yours.';
  if (domain.status !== 'active') return `${domain.domain} is ${domain.status}.`;
  const floor = reputationFloor(domain.tier, settings.rules);
  return domain.reputation >= floor
    ? undefined
    : `${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}, below ${floor}.`;
}

/** Of those that may send now, the one that may send most in a day; the first by name of several. */
export const chooseSender = (
  pool: Pool | undefined,
  settings: Settings,
  now: Date,
): SendingDomain | undefined =>
  (pool?.domains ?? [])
    .filter((domain) => obstacleOf(domain, settings) === undefined)
    .toSorted((a, b) => dailyCap(b, now) - dailyCap(a, now) || (a.domain < b.domain ? -1 : 1))[0];
