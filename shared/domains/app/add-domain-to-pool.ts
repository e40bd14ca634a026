import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { newPool } from '../domain/pool.ts';
import { addDomain, type DomainView, domainView, type NewDomain } from '../domain/sending-domain.ts';
import { refuseForeign, type VerifyDomainDeps, verifyDomain } from './verify-domain.ts';

export interface AddDomain extends NewDomain {
  readonly workspace: string;
  readonly cause: Cause;
}

export interface AddDomainDeps extends VerifyDomainDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/**
 * Adds a domain. It sends nothing before the workspace has proved that it owns it, by the DNS record in the view. The record
 * is checked at once, and later by `verifyDomain` and the hourly check.
 * @throws RexError CONFLICT when the workspace has the domain already, or another workspace owns it.
 */
export async function addDomainToPool(deps: AddDomainDeps, input: AddDomain): Promise<DomainView> {
  refuseForeign(await deps.domains.get(input.domain), input.workspace, input.domain);
  const added = await add(deps, input);
  try {
    return await verifyDomain(deps, input);
  } catch (error) {
    if (error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE') return added;
    throw error;
  }
}

function add(
  { pools, workspaces, clock }: AddDomainDeps,
  { workspace, cause, ...domain }: AddDomain,
): Promise<DomainView> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const [existing, record] = await Promise.all([pools.get(workspace), workspaces.get(workspace)]);
    const pool = addDomain(existing ?? newPool(workspace), domain, now, undefined, record?.settings.warmup);
    const version = existing ? existing.version + 1 : pool.version;
    const data = { domain: domain.domain, tier: domain.tier, targetPerDay: domain.targetPerDay };
    const event = domainEvent({ workspace, version }, 'domain.added', cause, data, now);
    const saved = await pools.save(pool, existing ? 'version' : 'absent', [event]);
    const added = saved.domains.find((known) => known.domain === domain.domain);
    if (!added) throw new RexError('INTERNAL', 'The domain was not added.');
    return domainView(added, 0, now);
  });
}
