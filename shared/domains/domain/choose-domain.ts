import { isOwned } from './domain-ownership.ts';
import { type ReputationThresholds, reputationFloor } from './fitness.ts';
import { type Inbox, isHeld, type SendingDomain } from './pool.ts';
import { dailyCap, isHeldBack, isWarmingUp } from './warmup.ts';

/** The order of choice: the workspace's own domains, then those that came warm, then new ones. */
const TIER_ORDER: readonly SendingDomain['tier'][] = ['custom', 'prewarmed', 'warming'];

/** Most missions that share an inbox. */
export const MISSIONS_PER_INBOX = 3;

/** Numbers of e-mails sent today, by domain; a domain that is absent has sent nothing. */
type SentToday = Readonly<Record<string, number>>;

/** What the choice of a domain depends on beside its own state. */
export interface DomainTerms {
  readonly sentToday: SentToday;
  readonly thresholds: ReputationThresholds;
  /** Why the rules for bulk senders keep a domain from missions, by domain. */
  readonly bulkObstacles?: ReadonlyMap<string, string>;
}

/** Whom the holder of a domain writes to. */
export type Audience = 'dormant' | 'active';

/** Why a domain takes no more missions; undefined when it takes more. */
export function domainObstacle(
  domain: SendingDomain,
  now: Date,
  { sentToday, thresholds, bulkObstacles }: DomainTerms,
  audience: Audience = 'active',
): string | undefined {
  const minimum = reputationFloor(domain.tier, thresholds);
  if (!isOwned(domain)) return 'nobody has proven yet that it is yours (rex domains verify)';
  if (domain.status !== 'active') return domain.status;
  if (domain.reputation < minimum) {
    return `reputation ${domain.reputation.toFixed(2)}, below ${minimum.toFixed(2)} for the tier ${domain.tier}`;
  }
  const bulk = bulkObstacles?.get(domain.domain);
  if (bulk !== undefined) return bulk;
  if (audience === 'dormant' && isHeldBack(domain, now)) {
    return 'its warmup is held, since too much of its mail was put off, bounced or complained about; dormant leads wait until that is over, a week at most';
  }
  const cap = dailyCap(domain, now);
  if (cap === 0 || (isWarmingUp(domain, now) && (sentToday[domain.domain] ?? 0) >= cap)) {
    return `its warmup allows ${cap} e-mails today, and they are sent`;
  }
  if (domain.inboxes.length > 0 && !freeInbox(domain, now)) {
    const held = domain.inboxes.map(
      ({ name, status, holders }) => `${name}: ${status === 'paused' ? 'paused' : namesOf(holders, now)}`,
    );
    return `every inbox is taken or paused (${held.join('; ')})`;
  }
  return undefined;
}

/** Order of choice: the best tier, then the least busy, then the best reputation. */
export const bestDomain = (
  domains: readonly SendingDomain[],
  now: Date,
  terms: DomainTerms,
  audience?: Audience,
): SendingDomain | undefined =>
  domains
    .filter((domain) => domainObstacle(domain, now, terms, audience) === undefined)
    .toSorted(
      (a, b) =>
        Number(isWarmingUp(a, now)) - Number(isWarmingUp(b, now)) ||
        TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier) ||
        busy(a.holders, now) - busy(b.holders, now) ||
        b.reputation - a.reputation,
    )[0];

/** The least busy inbox with room, the first of them in order. */
export const freeInbox = (domain: SendingDomain, now: Date, wanted?: string): Inbox | undefined =>
  domain.inboxes
    .filter((inbox) => inbox.status !== 'paused' && busy(inbox.holders, now) < MISSIONS_PER_INBOX)
    .toSorted(
      (a, b) =>
        Number(b.name === wanted) - Number(a.name === wanted) || busy(a.holders, now) - busy(b.holders, now),
    )[0];

export const busy = (holders: readonly Parameters<typeof isHeld>[0][], now: Date): number =>
  holders.filter((holder) => isHeld(holder, now)).length;

/** The names of the holders, for a sentence. */
export const namesOf = (holders: readonly Parameters<typeof isHeld>[0][], now: Date): string =>
  holders
    .filter((holder) => isHeld(holder, now))
    .map(({ missionId }) => missionId)
    .join(', ');
