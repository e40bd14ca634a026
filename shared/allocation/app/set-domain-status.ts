import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { domainEvent } from '../../domains/domain/domain-event.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { advanceWarmup, type Warmup, warmupOf } from '../../domains/domain/warmup.ts';
import { type Clock, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { DEFAULT_WARMUP } from '../../limits/contract/warmup.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

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

export interface SetDomainStatusDeps {
  readonly pools: PoolStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

/**
 * A domain that has the status already is not changed, and no event is written. One that rested comes back with half of what it
 * sent before.
 * @throws RexError NOT_FOUND
 */
export function setDomainStatus(
  { pools, workspaces, clock }: SetDomainStatusDeps,
  { workspace, domain, status, event, cause, reason, to }: SetDomainStatus,
): Promise<SendingDomain> {
  return retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    const found = pool?.domains.find((candidate) => candidate.domain === domain);
    if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
    if (found.status === status) return found;
    const now = clock.now();
    const { restingSince: _, ...rest } = found;
    const next: SendingDomain = {
      ...rest,
      status,
      ...(status === 'resting' ? { restingSince: now.toISOString() } : {}),
      ...(event === 'domain.rotated'
        ? { rotated: { at: now.toISOString(), by: cause.actor.id, reason, reputation: found.reputation } }
        : {}),
      ...(found.status === 'resting' && status === 'active'
        ? { warmup: await rested(workspaces, workspace, found, now), lastSentOn: undefined }
        : {}),
    };
    const domains = pool.domains.map((candidate) => (candidate.domain === domain ? next : candidate));
    const data = { domain, reason, reputation: found.reputation, ...(to === undefined ? {} : { to }) };
    await pools.save({ ...pool, domains }, 'version', [
      domainEvent({ workspace, version: pool.version + 1 }, event, cause, data, now),
    ]);
    return next;
  });
}

async function rested(
  workspaces: SetDomainStatusDeps['workspaces'],
  workspace: string,
  domain: SendingDomain,
  now: Date,
): Promise<Warmup> {
  const { warmup: settings = DEFAULT_WARMUP } = (await workspaces.get(workspace))?.settings ?? {};
  const next = advanceWarmup(warmupOf(domain, now), 'rested', domain.targetPerDay, settings);
  return { ...next, on: utcDay(now) };
}

/** Missions that hold a domain, with expired reservations too. */
export const missionsOn = ({ holders }: SendingDomain): string[] =>
  holders.map(({ missionId }) => missionId).filter((id) => id.startsWith('m_'));
