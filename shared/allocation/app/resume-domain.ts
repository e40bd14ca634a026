import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { type DomainView, domainView } from '../../domains/domain/sending-domain.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { ChangeDomain } from './pause-domain.ts';
import { missionsOn, setDomainStatus } from './set-domain-status.ts';

export interface ResumeDomainDeps {
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly outbound: OutboundQueue;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

/**
 * Resumes a domain at once: the cohorts that waited are woken, and missions that waited for a domain are assigned.
 * @throws RexError NOT_FOUND
 */
export async function resumeDomain(
  deps: ResumeDomainDeps,
  { workspace, domain, cause, reason }: ChangeDomain,
): Promise<DomainView> {
  const change = { workspace, domain, cause, reason };
  const resumed = await setDomainStatus(deps, { ...change, status: 'active', event: 'domain.resumed' });
  for (const missionId of missionsOn(resumed)) {
    const cohorts = await deps.cohorts.list(workspace, missionId);
    await deps.outbound.send(
      cohorts
        .filter(({ state }) => state === 'active')
        .map(({ id }) => ({ workspace, missionId, cohort: id })),
    );
  }
  await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
  const now = deps.clock.now();
  const day = await deps.pools.day(workspace, utcDay(now));
  return domainView(resumed, day.domains[domain] ?? 0, now);
}
