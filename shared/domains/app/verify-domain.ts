import { type Clock, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { challengeName, type DomainOwner, isOwned, newChallenge } from '../domain/domain-ownership.ts';
import type { Pool, SendingDomain } from '../domain/pool.ts';
import { type DomainView, domainView } from '../domain/sending-domain.ts';
import type { DomainRegistry, TxtRecords } from './ports/domains.ts';
import type { DomainIsFree, PoolStore } from './ports/pools.ts';

export interface VerifyDomainDeps {
  readonly pools: PoolStore;
  readonly domains: DomainRegistry;
  readonly dns: TxtRecords;
  readonly queue: Queue<DomainIsFree>;
  readonly clock: Clock;
}

export interface VerifyDomain {
  readonly workspace: string;
  readonly domain: string;
  readonly cause: Cause;
}

/**
 * Checks the DNS record that proves a domain. If it is there, the workspace becomes the only owner of the domain in the whole
 * deployment, and missions that waited for a domain are assigned at once. A domain that is still pending is no failure: the
 * view has the missing record.
 * @throws RexError NOT_FOUND; CONFLICT when it belongs to another workspace; PROVIDER_UNAVAILABLE without an answer of the DNS
 */
export async function verifyDomain(deps: VerifyDomainDeps, input: VerifyDomain): Promise<DomainView> {
  const { workspace, domain } = input;
  const pending = await withChallenge(deps, input);
  const texts = isOwned(pending) ? [] : await deps.dns.txt(challengeName(domain));
  const isProven = pending.ownership !== undefined && texts.includes(pending.ownership.challenge);
  const verified = isProven ? await makeOwner(deps, input) : pending;
  if (isProven) await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
  const now = deps.clock.now();
  const day = await deps.pools.day(workspace, utcDay(now));
  return domainView(verified, day.domains[domain] ?? 0, now);
}

/** The domain with a challenge to prove it. Pools from before the proof was required have none. */
function withChallenge(
  { pools }: VerifyDomainDeps,
  { workspace, domain }: VerifyDomain,
): Promise<SendingDomain> {
  return retryOnConflict(async () => {
    const { pool, found } = inPool(await pools.get(workspace), domain);
    if (found.ownership) return found;
    const next: SendingDomain = {
      ...found,
      ownership: { state: 'pending', challenge: newChallenge(), wasInUse: true },
    };
    await pools.save(withDomain(pool, next), 'version');
    return next;
  });
}

function makeOwner(
  { pools, domains, clock }: VerifyDomainDeps,
  { workspace, domain, cause }: VerifyDomain,
): Promise<SendingDomain> {
  return retryOnConflict(async () => {
    const [known, owner] = await Promise.all([pools.get(workspace), domains.get(domain)]);
    const { pool, found } = inPool(known, domain);
    refuseForeign(owner, workspace, domain);
    const now = clock.now();
    const today = utcDay(now);
    const wasInUse = found.ownership?.wasInUse ?? false;
    const ownership = { state: 'verified' as const, challenge: found.ownership?.challenge ?? '' };
    // The warmup of a new domain begins when it may first send.
    const next: SendingDomain = {
      ...found,
      ownership,
      addedOn: wasInUse ? found.addedOn : today,
      warmup: found.warmup && { ...found.warmup, on: today },
    };
    await domains.save(
      { version: 1, ...owner, domain, workspace, proof: 'dns', since: today, at: now.toISOString() },
      withDomain(pool, next),
      { owner: owner ? 'version' : 'absent', pool: 'version' },
      [
        domainEvent(
          { workspace, version: pool.version + 1 },
          'domain.verified',
          cause,
          { domain, proof: 'dns' },
          now,
        ),
      ],
    );
    return next;
  });
}

/** @throws RexError CONFLICT */
export function refuseForeign(owner: DomainOwner | undefined, workspace: string, domain: string): void {
  if (owner?.workspace === undefined || owner.workspace === workspace) return;
  throw new RexError(
    'CONFLICT',
    `${domain} belongs to another workspace. It has to be removed there ("rex domains remove ${domain}") before it can be added here.`,
  );
}

function inPool(pool: Pool | undefined, domain: string): { pool: Pool; found: SendingDomain } {
  const found = pool?.domains.find((candidate) => candidate.domain === domain);
  if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
  return { pool, found };
}

const withDomain = (pool: Pool, next: SendingDomain): Pool => ({
  ...pool,
  domains: pool.domains.map((domain) => (domain.domain === next.domain ? next : domain)),
});
