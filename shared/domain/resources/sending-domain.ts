import type { z } from 'zod';
import type { domainViewSchema } from '../../contracts/http/system.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Pool, SendingDomain } from './pool.ts';
import { healthOf } from './reputation.ts';
import { dailyCap, warmupDay } from './warmup.ts';

export type DomainView = z.infer<typeof domainViewSchema>;

export interface NewDomain {
  readonly domain: string;
  readonly tier: SendingDomain['tier'];
  readonly targetPerDay: number;
}

/**
 * The pool with one more domain, on day 1 of its warmup and without a blemish.
 * @throws RexError CONFLICT when the pool has it already.
 */
export function addDomain(pool: Pool, { domain, tier, targetPerDay }: NewDomain, now: Date): Pool {
  if (pool.domains.some((known) => known.domain === domain)) {
    throw new RexError('CONFLICT', `${domain} is in the pool already.`);
  }
  const added: SendingDomain = {
    domain,
    tier,
    targetPerDay,
    status: 'active',
    addedOn: now.toISOString().slice(0, 10),
    reputation: 1,
    holders: [],
    inboxes: [],
  };
  return { ...pool, domains: [...pool.domains, added] };
}

export const domainView = (domain: SendingDomain, sentToday: number, now: Date): DomainView => ({
  domain: domain.domain,
  tier: domain.tier,
  status: domain.status,
  reputation: domain.reputation,
  health: healthOf(domain.reputation),
  warmupDay: warmupDay(domain, now),
  dailyCap: dailyCap(domain, now),
  sentToday,
});
