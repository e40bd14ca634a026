import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { newPool } from '../domain/pool.ts';
import { addDomain, type DomainView, domainView, type NewDomain } from '../domain/sending-domain.ts';
import type { DomainRegistry } from './ports/domains.ts';
import type { DomainIsFree, PoolStore } from './ports/pools.ts';
import { refuseForeign } from './verify-domain.ts';

export interface GiveDomainDeps {
  readonly pools: PoolStore;
  readonly domains: DomainRegistry;
  readonly queue: Queue<DomainIsFree>;
  readonly clock: Clock;
  /** The workspace of the operators, whose admins may give prewarmed domains. */
  readonly operatorsWorkspace: string;
}

export interface GiveDomain extends Omit<NewDomain, 'tier'> {
  /** The workspace of the caller. */
  readonly workspace: string;
  /** The workspace that gets the domain. */
  readonly to: string;
  readonly cause: Cause;
}

/**
 * Gives a prewarmed domain of the operators to a workspace, which then needs no proof.
 * @throws RexError NOT_FOUND when the caller is no operator; CONFLICT when the domain or a parent of it belongs to another
 * workspace, or the workspace has it already
 */
export async function giveDomain(deps: GiveDomainDeps, input: GiveDomain): Promise<DomainView> {
  if (input.workspace !== deps.operatorsWorkspace) throw new RexError('NOT_FOUND', 'There is nothing here.');
  const given = await give(deps, input);
  await deps.queue.send([{ kind: 'dispatch-next', workspace: input.to }]);
  return given;
}

function give(
  { pools, domains, clock }: GiveDomainDeps,
  { workspace: operators, to: workspace, cause, ...domain }: GiveDomain,
): Promise<DomainView> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const [existing, owner, nearest] = await Promise.all([
      pools.get(workspace),
      domains.get(domain.domain),
      domains.ownerOf(domain.domain),
    ]);
    refuseForeign(owner, workspace, domain.domain);
    if (nearest !== undefined && nearest !== workspace && nearest !== operators) {
      throw new RexError(
        'CONFLICT',
        `A domain that ${domain.domain} is part of belongs to another workspace.`,
      );
    }
    const proven = { state: 'verified' as const, challenge: '' };
    const pool = addDomain(existing ?? newPool(workspace), { ...domain, tier: 'prewarmed' }, now, proven);
    const version = existing ? existing.version + 1 : pool.version;
    const since = now.toISOString().slice(0, 10);
    await domains.save(
      {
        version: 1,
        ...owner,
        domain: domain.domain,
        workspace,
        proof: 'operators',
        since,
        at: now.toISOString(),
      },
      pool,
      { owner: owner ? 'version' : 'absent', pool: existing ? 'version' : 'absent' },
      [
        domainEvent(
          { workspace, version },
          'domain.verified',
          cause,
          { domain: domain.domain, proof: 'operators' },
          now,
        ),
      ],
    );
    const added = pool.domains.find((candidate) => candidate.domain === domain.domain);
    if (!added) throw new RexError('INTERNAL', 'The domain was not added.');
    return domainView(added, 0, now);
  });
}
