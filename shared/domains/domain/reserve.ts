import { addMs, HOUR } from '../../kernel/clock.ts';
import type { Needs } from '../contract/needs.ts';
import {
  type Audience,
  bestDomain,
  busy,
  type DomainTerms,
  domainObstacle,
  freeInbox,
  namesOf,
} from './choose-domain.ts';
import {
  crewsFor,
  type Holder,
  isHeld,
  mapHolders,
  type Pool,
  type Reservation,
  type SendingDomain,
} from './pool.ts';

/** How long a reservation holds without being renewed. The monitor renews it in its last hour. */
export const RESERVATION_MS = 4 * HOUR;

export interface Ask {
  readonly missionId: string;
  readonly missionType: string;
  readonly needs: Needs;
  /** Default: active people. */
  readonly audience?: Audience;
  /** The requested domain. With `must` no other domain is taken; otherwise another one may be. */
  readonly domain?: { readonly name: string; readonly must: boolean } | undefined;
  readonly inbox?: string | undefined;
}

/** The resource that a mission waits for, and a clause that says who holds it. */
export interface Missing {
  /** The same as long as it waits for the same resource: `crew:<id>`, `domain`, `domain:<name>`, `quota:<provider>`. */
  readonly resource: string;
  readonly sentence: string;
}

export type Reserved =
  | { readonly ok: true; readonly pool: Pool; readonly reservation: Reservation }
  | { readonly ok: false; readonly missing: Missing };

/**
 * Reserves everything that a mission needs, or nothing: a place in a crew, a sending domain with one of its inboxes, and
 * slots of its providers. A mission that already holds places gets them anew under a new epoch.
 */
export function reserve(pool: Pool, ask: Ask, now: Date, terms: DomainTerms): Reserved {
  const free = mapHolders(pool, (holders) =>
    holders.filter((holder) => holder.missionId !== ask.missionId && isHeld(holder, now)),
  );
  const { needs } = ask;
  const crews = crewsFor(free, ask.missionType);
  const crew = crews.find(({ holders, capacity }) => holders.length < capacity);
  if (!crew) return waitsFor(`crew:${crews.map(({ id }) => id).join(',')}`, crewSentence(crews, now));
  const full = needs.quotas
    .map((provider) => free.quotas.find((quota) => quota.provider === provider))
    .find((quota) => quota && quota.holders.length >= quota.slots);
  if (full) {
    const { provider, slots, holders } = full;
    return waitsFor(
      `quota:${provider}`,
      `a share of the ${provider} limit (${holders.length} of ${slots} taken, by ${namesOf(holders, now)})`,
    );
  }
  const domain = needs.domain ? chooseDomain(free.domains, ask, now, terms) : undefined;
  if (domain && 'missing' in domain) return { ok: false, missing: domain.missing };
  const inbox = domain && freeInbox(domain.domain, now, ask.inbox)?.name;
  const until = addMs(now, RESERVATION_MS).toISOString();
  const reservation: Reservation = {
    crew: crew.id,
    domain: domain?.domain.domain,
    inbox,
    quotas: needs.quotas.filter((provider) => free.quotas.some((quota) => quota.provider === provider)),
    epoch: free.epoch + 1,
    until,
  };
  return { ok: true, pool: give(free, ask.missionId, reservation), reservation };
}

/**
 * Renews the reservation of a mission: it keeps the places that it still holds or that are still free, whatever the state of
 * the domain is now (the guards check that before each send).
 * @returns undefined when another mission got one of its places after the reservation had expired
 */
export function renew(
  pool: Pool,
  missionId: string,
  held: Reservation,
  now: Date,
): { readonly pool: Pool; readonly reservation: Reservation } | undefined {
  const others = mapHolders(pool, (holders) =>
    holders.filter((holder) => holder.missionId !== missionId && isHeld(holder, now)),
  );
  const crew = others.crews.find(({ id }) => id === held.crew);
  const domain = others.domains.find((candidate) => candidate.domain === held.domain);
  const hasRoom =
    crew !== undefined &&
    crew.holders.length < crew.capacity &&
    (held.domain === undefined || domain !== undefined) &&
    (held.inbox === undefined ||
      domain?.inboxes.every(
        (inbox) => inbox.name !== held.inbox || freeInbox({ ...domain, inboxes: [inbox] }, now),
      )) &&
    others.quotas.every(
      ({ provider, slots, holders }) => !held.quotas.includes(provider) || holders.length < slots,
    );
  if (!hasRoom) return undefined;
  const reservation = { ...held, epoch: others.epoch + 1, until: addMs(now, RESERVATION_MS).toISOString() };
  return { pool: give(others, missionId, reservation), reservation };
}

/** Releases everything that a mission holds; does nothing when it holds nothing. */
export const release = (pool: Pool, missionId: string): Pool =>
  mapHolders(pool, (holders) => holders.filter((holder) => holder.missionId !== missionId));

/** Everybody who holds a place, once each. */
export function holdersOf(pool: Pool): Map<string, Holder> {
  const found = new Map<string, Holder>();
  mapHolders(pool, (holders) => {
    for (const holder of holders) found.set(holder.missionId, holder);
    return [...holders];
  });
  return found;
}

function give(
  pool: Pool,
  missionId: string,
  { crew, domain, inbox, quotas, epoch, until }: Reservation,
): Pool {
  const holder: Holder = { missionId, epoch, until };
  const to = <T extends { readonly holders: Holder[] }>(owner: T, isMeant: boolean): T =>
    isMeant ? { ...owner, holders: [...owner.holders, holder] } : owner;
  return {
    ...pool,
    epoch,
    crews: pool.crews.map((owner) => to(owner, owner.id === crew)),
    domains: pool.domains.map((owner) => ({
      ...to(owner, owner.domain === domain),
      inboxes: owner.inboxes.map((candidate) =>
        to(candidate, owner.domain === domain && candidate.name === inbox),
      ),
    })),
    quotas: pool.quotas.map((owner) => to(owner, quotas.includes(owner.provider))),
  };
}

function chooseDomain(
  domains: readonly SendingDomain[],
  { domain: wanted, audience }: Ask,
  now: Date,
  terms: DomainTerms,
): { readonly domain: SendingDomain } | { readonly missing: Missing } {
  const own = wanted && domains.find(({ domain }) => domain === wanted.name);
  const obstacle = own ? domainObstacle(own, now, terms, audience) : 'it is not in the pool';
  if (own && obstacle === undefined) return { domain: own };
  if (wanted?.must) {
    return {
      missing: { resource: `domain:${wanted.name}`, sentence: `its domain ${wanted.name}: ${obstacle}` },
    };
  }
  const best = bestDomain(domains, now, terms, audience);
  if (best) return { domain: best };
  const why = domains.map((d) => `${d.domain}: ${domainObstacle(d, now, terms, audience)}`).join('; ');
  return {
    missing: {
      resource: 'domain',
      sentence:
        domains.length === 0
          ? 'a sending domain: none has been added yet'
          : `a sending domain that is active and healthy (${why})`,
    },
  };
}

const waitsFor = (resource: string, sentence: string): Reserved => ({
  ok: false,
  missing: { resource, sentence },
});

const crewSentence = (crews: Pool['crews'], now: Date): string => {
  const states = crews.map(
    ({ id, holders, capacity }) =>
      `${id}: ${busy(holders, now)} of ${capacity} busy, with ${namesOf(holders, now)}`,
  );
  return `a free crew (${states.join('; ')})`;
};
