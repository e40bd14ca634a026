import { addMs, HOUR } from '../../kernel/clock.ts';
import { bestDomain, type DomainTerms, domainObstacle } from './choose-domain.ts';
import type { Holder, Pool } from './pool.ts';
import type { Missing } from './reserve.ts';

export type Allocated =
  | { readonly ok: true; readonly pool: Pool; readonly domain: string; readonly holder: Holder }
  | { readonly ok: false; readonly missing: Missing };

/** Name of the holder when a campaign, and not a mission, holds a domain. */
const campaignHolder = (campaign: string): string => `campaign:${campaign}`;

/**
 * Reserves a sending domain, and nothing else, for a campaign; missions then prefer less busy domains. A repeat for the same
 * campaign renews the reservation, or moves it when it names another domain.
 */
export function allocateDomain(
  pool: Pool,
  ask: { readonly campaign: string; readonly domain?: string | undefined; readonly hours: number },
  now: Date,
  terms: DomainTerms,
): Allocated {
  const id = campaignHolder(ask.campaign);
  const held = pool.domains.find(({ holders }) => holders.some(({ missionId }) => missionId === id));
  const free = pool.domains.map((domain) => ({
    ...domain,
    holders: domain.holders.filter(({ missionId }) => missionId !== id),
  }));
  const wanted = ask.domain ?? held?.domain;
  const named = free.find(({ domain }) => domain === wanted);
  const obstacle = named && domainObstacle(named, now, terms);
  const chosen =
    named && obstacle === undefined ? named : ask.domain ? undefined : bestDomain(free, now, terms);
  if (!chosen) {
    const sentence = ask.domain
      ? `${ask.domain}: ${obstacle ?? 'it is not in the pool'}`
      : 'a sending domain that is active and healthy';
    return { ok: false, missing: { resource: 'domain', sentence } };
  }
  const epoch = pool.epoch + 1;
  const holder = { missionId: id, epoch, until: addMs(now, ask.hours * HOUR).toISOString() };
  return {
    ok: true,
    domain: chosen.domain,
    holder,
    pool: {
      ...pool,
      epoch,
      domains: free.map((domain) =>
        domain.domain === chosen.domain ? { ...domain, holders: [...domain.holders, holder] } : domain,
      ),
    },
  };
}
