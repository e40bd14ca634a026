import { newPool } from '../../domain/resources/pool.ts';
import {
  addDomain,
  type DomainView,
  domainView,
  type NewDomain,
} from '../../domain/resources/sending-domain.ts';
import { type Cause, domainEvent } from '../../domain/workspaces/workspace-event.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MissionQueue } from '../ports/queues.ts';
import type { WorkspaceStore } from '../ports/workspace.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export interface AddDomain extends NewDomain {
  readonly workspace: string;
  readonly cause: Cause;
}

export interface AddDomainDeps {
  readonly workspaces: WorkspaceStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

/**
 * Adds a domain; missions that waited for one are assigned at once.
 * @throws RexError CONFLICT when the workspace has the domain already.
 */
export async function addDomainToPool(deps: AddDomainDeps, input: AddDomain): Promise<DomainView> {
  const added = await add(deps, input);
  await deps.queue.send([{ kind: 'dispatch-next', workspace: input.workspace }]);
  return added;
}

function add(
  { workspaces, clock }: AddDomainDeps,
  { workspace, cause, ...domain }: AddDomain,
): Promise<DomainView> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const existing = await workspaces.getPool(workspace);
    const pool = addDomain(existing ?? newPool(workspace), domain, now);
    const version = existing ? existing.version + 1 : pool.version;
    const data = { domain: domain.domain, tier: domain.tier, targetPerDay: domain.targetPerDay };
    const event = domainEvent({ workspace, version }, 'domain.added', cause, data, now);
    const saved = await workspaces.savePool(pool, existing ? 'version' : 'absent', [event]);
    const added = saved.domains.find((known) => known.domain === domain.domain);
    if (!added) throw new RexError('INTERNAL', 'The domain was not added.');
    return domainView(added, 0, now);
  });
}
