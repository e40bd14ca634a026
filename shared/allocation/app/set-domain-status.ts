import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { domainEvent } from '../../domains/domain/domain-event.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';

export interface SetDomainStatus {
  readonly workspace: string;
  readonly domain: string;
  readonly status: SendingDomain['status'];
  readonly event: 'domain.paused' | 'domain.resumed' | 'domain.rotated';
  readonly cause: Cause;
  readonly reason: string;
  /** The domain that takes over. */
  readonly to?: string | undefined;
}

/** A domain that has the status already is not changed, and no event is written. @throws RexError NOT_FOUND */
export function setDomainStatus(
  { pools, clock }: { readonly pools: PoolStore; readonly clock: Clock },
  { workspace, domain, status, event, cause, reason, to }: SetDomainStatus,
): Promise<SendingDomain> {
  return retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    const found = pool?.domains.find((candidate) => candidate.domain === domain);
    if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
    if (found.status === status) return found;
    const next = { ...found, status };
    const domains = pool.domains.map((candidate) => (candidate.domain === domain ? next : candidate));
    const data = { domain, reason, reputation: found.reputation, ...(to === undefined ? {} : { to }) };
    await pools.save({ ...pool, domains }, 'version', [
      domainEvent({ workspace, version: pool.version + 1 }, event, cause, data, clock.now()),
    ]);
    return next;
  });
}

/** Missions that hold a domain, with expired reservations too. */
export const missionsOn = ({ holders }: SendingDomain): string[] =>
  holders.map(({ missionId }) => missionId).filter((id) => id.startsWith('m_'));
