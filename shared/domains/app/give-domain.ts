import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { reputationFloor } from '../domain/fitness.ts';
import { newPool, type SendingDomain } from '../domain/pool.ts';
import { addDomain, type DomainView, domainView, type NewDomain } from '../domain/sending-domain.ts';
import { isWarmingUp } from '../domain/warmup.ts';
import { moveDomain } from './move-domain.ts';
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
 * Gives a prewarmed domain of the operators to a workspace, which then needs no proof. One that stands in the operators' own pool,
 * where it was warmed up, is lent as it is, and goes back there; any other is the workspace's from then on.
 * @throws RexError NOT_FOUND when the caller is no operator; CONFLICT when the domain or a parent of it belongs to another
 * workspace, the workspace has it already, or a domain of the operators is not fit to be lent
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
    if (owner?.workspace === operators && operators !== workspace) {
      const as = lent(domain);
      const moved = await moveDomain(
        { pools, domains, clock },
        { owner, from: operators, to: workspace, as, lender: operators, cause },
      );
      return domainView(moved, 0, now);
    }
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
    const since = utcDay(now);
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

/** The domain as the workspace gets it: warm, in good standing, and of the tier whose limits are the stricter. */
const lent =
  ({ targetPerDay, inboxes }: Omit<NewDomain, 'tier'>) =>
  (domain: SendingDomain, now: Date): SendingDomain => {
    const floor = reputationFloor('prewarmed', DEFAULT_THRESHOLDS);
    const why =
      domain.status !== 'active'
        ? `it is ${domain.status}`
        : isWarmingUp(domain, now)
          ? 'it is still warming up'
          : domain.reputation < floor
            ? `its reputation is ${domain.reputation.toFixed(2)}, below ${floor.toFixed(2)}`
            : undefined;
    if (why !== undefined) throw new RexError('CONFLICT', `${domain.domain} is not lent: ${why}.`);
    return {
      ...domain,
      tier: 'prewarmed',
      targetPerDay,
      inboxes: (inboxes ?? domain.inboxes).map(({ name, dailyCap }) => ({ name, dailyCap, holders: [] })),
    };
  };
