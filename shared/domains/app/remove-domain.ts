import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { namesOf } from '../domain/choose-domain.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { isHeld } from '../domain/pool.ts';
import { giveBack } from './move-domain.ts';
import type { DomainRegistry } from './ports/domains.ts';
import type { PoolStore } from './ports/pools.ts';
import type { VerifyDomain } from './verify-domain.ts';

export interface RemoveDomainDeps {
  readonly pools: PoolStore;
  readonly domains: DomainRegistry;
  readonly clock: Clock;
}

/**
 * Removes a domain from the pool and gives it up: from then on another workspace may prove that it owns it. One that the operators
 * lent goes back to their pool. Its count of today stays with the domain, whoever owns it next.
 * @throws RexError NOT_FOUND; CONFLICT while a mission or campaign holds it
 */
export function removeDomain(
  { pools, domains, clock }: RemoveDomainDeps,
  { workspace, domain, cause }: VerifyDomain,
): Promise<{ domain: string }> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const [pool, owner] = await Promise.all([pools.get(workspace), domains.get(domain)]);
    const found = pool?.domains.find((candidate) => candidate.domain === domain);
    if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
    if (found.holders.some((holder) => isHeld(holder, now))) {
      throw new RexError(
        'CONFLICT',
        `${domain} is held by ${namesOf(found.holders, now)}: rotate it first ("rex domains rotate ${domain}").`,
      );
    }
    if (owner?.workspace === workspace && owner.lender !== undefined) {
      await giveBack({ pools, domains, clock }, { ...owner, workspace, lender: owner.lender }, cause);
      return { domain };
    }
    const rest = { ...pool, domains: pool.domains.filter((candidate) => candidate !== found) };
    const event = domainEvent(
      { workspace, version: pool.version + 1 },
      'domain.removed',
      cause,
      { domain },
      now,
    );
    if (owner?.workspace === workspace) {
      const given = { ...owner, workspace: undefined, at: now.toISOString() };
      await domains.save(given, rest, { owner: 'version', pool: 'version' }, [event]);
    } else await pools.save(rest, 'version', [event]);
    return { domain };
  });
}
