import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { namesOf } from '../domain/choose-domain.ts';
import { domainEvent } from '../domain/domain-event.ts';
import type { DomainOwner } from '../domain/domain-ownership.ts';
import { isHeld, newPool, type SendingDomain } from '../domain/pool.ts';
import type { DomainRegistry } from './ports/domains.ts';
import type { PoolStore } from './ports/pools.ts';

export interface MoveDomainDeps {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly domains: DomainRegistry;
  readonly clock: Clock;
}

export interface MoveDomain {
  readonly owner: DomainOwner;
  readonly from: string;
  readonly to: string;
  /** The domain as the other workspace gets it. @throws RexError CONFLICT when it may not */
  readonly as: (domain: SendingDomain, now: Date) => SendingDomain;
  readonly lender: string | undefined;
  readonly cause: Cause;
}

/**
 * Moves a domain from the pool of one workspace to that of another, with its warmup and its reputation, in one transaction.
 * @throws RexError NOT_FOUND; CONFLICT while a mission or campaign holds it; VERSION_CONFLICT
 */
export async function moveDomain(
  { pools, domains, clock }: MoveDomainDeps,
  { owner, from, to, as, lender, cause }: MoveDomain,
): Promise<SendingDomain> {
  const now = clock.now();
  const [source, known] = await Promise.all([pools.get(from), pools.get(to)]);
  const found = source?.domains.find(({ domain }) => domain === owner.domain);
  if (!source || !found) throw new RexError('NOT_FOUND', `${owner.domain} is not in the pool.`);
  if (found.holders.some((holder) => isHeld(holder, now))) {
    throw new RexError(
      'CONFLICT',
      `${owner.domain} is held by ${namesOf(found.holders, now)}: it has to be rotated first ("rex domains rotate ${owner.domain}").`,
    );
  }
  const moved: SendingDomain = {
    ...as(found, now),
    ownership: { state: 'verified', challenge: '' },
    holders: [],
  };
  const target = known ?? newPool(to);
  const { lender: _, ...before } = owner;
  const at = now.toISOString();
  await domains.save(
    {
      ...before,
      workspace: to,
      proof: lender === undefined ? 'dns' : 'operators',
      since: at.slice(0, 10),
      at,
      ...(lender === undefined ? {} : { lender }),
    },
    { ...target, domains: [...target.domains, moved] },
    { owner: 'version', pool: known ? 'version' : 'absent' },
    [
      domainEvent(
        { workspace: from, version: source.version + 1 },
        'domain.removed',
        cause,
        { domain: owner.domain },
        now,
      ),
      domainEvent(
        { workspace: to, version: known ? known.version + 1 : target.version },
        'domain.verified',
        cause,
        { domain: owner.domain, proof: 'operators' },
        now,
      ),
    ],
    { ...source, domains: source.domains.filter((each) => each !== found) },
  );
  return moved;
}

/** Gives a domain that was lent back to its lender, whose it is as before. */
export const giveBack = (
  deps: MoveDomainDeps,
  owner: DomainOwner & { readonly workspace: string; readonly lender: string },
  cause: Cause,
): Promise<SendingDomain> =>
  moveDomain(deps, {
    owner,
    from: owner.workspace,
    to: owner.lender,
    as: (domain) => ({ ...domain, tier: 'custom' }),
    lender: undefined,
    cause,
  });
