import type { z } from 'zod';
import { utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { DEFAULT_WARMUP } from '../../limits/contract/warmup.ts';
import type { domainViewSchema } from '../contract/sending-domain.ts';
import { dnsRecordOf, isOwned, newChallenge, type Ownership } from './domain-ownership.ts';
import type { Pool, SendingDomain } from './pool.ts';
import { healthOf } from './reputation.ts';
import { dailyCap, firstDay, warmupOf } from './warmup.ts';

export type DomainView = z.infer<typeof domainViewSchema>;

export interface NewDomain {
  readonly domain: string;
  readonly tier: SendingDomain['tier'];
  readonly targetPerDay: number;
  readonly inboxes?: readonly { readonly name: string; readonly dailyCap: number }[];
}

/**
 * The pool with one more domain, on day 1 of its warmup and with full reputation. Nothing is sent from it before its
 * ownership is proved.
 * @throws RexError CONFLICT when the pool has it already.
 */
export function addDomain(
  pool: Pool,
  { domain, tier, targetPerDay, inboxes = [] }: NewDomain,
  now: Date,
  ownership: Ownership = { state: 'pending', challenge: newChallenge() },
  settings = DEFAULT_WARMUP,
): Pool {
  if (pool.domains.some((known) => known.domain === domain)) {
    throw new RexError('CONFLICT', `${domain} is in the pool already.`);
  }
  const added: SendingDomain = {
    domain,
    tier,
    targetPerDay,
    status: 'active',
    addedOn: utcDay(now),
    reputation: 1,
    holders: [],
    ownership,
    warmup: firstDay(tier, settings, now),
    inboxes: inboxes.map(({ name, dailyCap: cap }) => ({ name, dailyCap: cap, holders: [] })),
  };
  return { ...pool, domains: [...pool.domains, added] };
}

export const domainView = (domain: SendingDomain, sentToday: number, now: Date): DomainView => ({
  domain: domain.domain,
  tier: domain.tier,
  status: domain.status,
  ownership: isOwned(domain) ? 'verified' : 'pending',
  dnsRecord: dnsRecordOf(domain),
  reputation: domain.reputation,
  health: healthOf(domain.reputation),
  warmup: warmupOf(domain, now).state,
  warmupDay: warmupOf(domain, now).day,
  restingSince: domain.restingSince ?? null,
  dailyCap: dailyCap(domain, now),
  sentToday,
});

/** Whether an inbox of the domain is paused. */
export const isInboxPaused = ({ inboxes }: SendingDomain, name: string | undefined): boolean =>
  inboxes.some((inbox) => inbox.name === name && inbox.status === 'paused');

/** Daily caps of the inboxes of a domain, by address; undefined for a domain without inboxes. */
export function inboxAllowance(
  { domain, inboxes }: SendingDomain,
  name: string | undefined,
): { address: string; limit: number } | undefined {
  const inbox = inboxes.find((candidate) => candidate.name === name);
  return inbox && { address: `${inbox.name}@${domain}`, limit: inbox.dailyCap };
}
