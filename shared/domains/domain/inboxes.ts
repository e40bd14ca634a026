import { RexError } from '../../kernel/errors.ts';
import { isOwned } from './domain-ownership.ts';
import type { Inbox, Pool } from './pool.ts';

/** Most inboxes of a domain. */
const MOST_INBOXES = 50;

/** The month for which inboxes are billed, as `2026-03` (UTC). */
export const monthOf = (now: Date): string => now.toISOString().slice(0, 7);

/** @throws RexError NOT_FOUND */
export function inboxOf(pool: Pool | undefined, domain: string, name: string): Inbox {
  const found = pool?.domains.find((candidate) => candidate.domain === domain);
  if (!found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
  const inbox = found.inboxes.find((candidate) => candidate.name === name);
  if (!inbox) throw new RexError('NOT_FOUND', `${domain} has no inbox ${name}.`);
  return inbox;
}

/** The pool with one inbox changed. */
export const withInbox = (pool: Pool, domain: string, next: Inbox): Pool => ({
  ...pool,
  domains: pool.domains.map((each) =>
    each.domain === domain
      ? { ...each, inboxes: each.inboxes.map((inbox) => (inbox.name === next.name ? next : inbox)) }
      : each,
  ),
});

/**
 * The pool with an inbox added to a domain, or with another daily cap of one that is there.
 * @throws RexError NOT_FOUND; CONFLICT when the domain has as many as it may
 */
export function setInbox(pool: Pool | undefined, domain: string, name: string, dailyCap: number): Pool {
  const found = pool?.domains.find((candidate) => candidate.domain === domain);
  if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
  const known = found.inboxes.find((inbox) => inbox.name === name);
  if (known) return withInbox(pool, domain, { ...known, dailyCap });
  if (found.inboxes.length >= MOST_INBOXES) {
    throw new RexError('CONFLICT', `${domain} has ${MOST_INBOXES} inboxes, the most that a domain may have.`);
  }
  const added = { ...found, inboxes: [...found.inboxes, { name, dailyCap, holders: [] }] };
  return { ...pool, domains: pool.domains.map((each) => (each === found ? added : each)) };
}

export interface UnbilledInbox {
  readonly domain: string;
  readonly inbox: Inbox;
}

/** The inboxes that may send and are not billed for the month. One that stays paused all of a month costs nothing. */
export const unbilledInboxes = (pool: Pool, month: string): UnbilledInbox[] =>
  pool.domains
    .filter(isOwned)
    .flatMap(({ domain, inboxes }) =>
      inboxes
        .filter(({ status, billedFor = '' }) => status !== 'paused' && billedFor < month)
        .map((inbox) => ({ domain, inbox })),
    );
