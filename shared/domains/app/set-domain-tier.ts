import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { type DomainView, domainView } from '../domain/sending-domain.ts';
import { firstDay } from '../domain/warmup.ts';
import type { DomainIsFree } from './ports/pools.ts';
import { type PoolsDeps, readPool } from './read-pool.ts';

export interface SetDomainTierDeps extends PoolsDeps {
  readonly queue: Queue<DomainIsFree>;
  readonly clock: Clock;
}

export interface SetDomainTier {
  readonly workspace: string;
  readonly domain: string;
  readonly tier: 'custom' | 'warming';
  readonly reason: string;
  readonly cause: Cause;
}

/**
 * Changes whether a domain has to be warmed up. One that has sent elsewhere for long is warm at once, and missions that waited
 * for it are assigned; the warmup of the other begins on day 1. A repeat changes nothing.
 * @throws RexError NOT_FOUND; CONFLICT for a domain that came prewarmed
 */
export async function setDomainTier(
  deps: SetDomainTierDeps,
  { workspace, domain: name, tier, reason, cause }: SetDomainTier,
): Promise<DomainView> {
  const view = await retryOnConflict(async () => {
    const now = deps.clock.now();
    const { pool, day, settings } = await readPool(deps, workspace, now);
    const found = pool?.domains.find(({ domain }) => domain === name);
    if (!pool || !found) throw new RexError('NOT_FOUND', `${name} is not in the pool of this workspace.`);
    if (found.tier === 'prewarmed')
      throw new RexError('CONFLICT', `${name} came prewarmed: it has no warmup to skip or to begin.`);
    const sent = day.domains[name] ?? 0;
    if (found.tier === tier) return domainView(found, sent, now);
    const next = { ...found, tier, warmup: firstDay(tier, settings?.warmup, now) };
    await deps.pools.save(
      { ...pool, domains: pool.domains.map((each) => (each === found ? next : each)) },
      'version',
      [
        domainEvent(
          { workspace, version: pool.version + 1 },
          'domain.tier-changed',
          cause,
          { domain: name, tier, before: found.tier, reason },
          now,
        ),
      ],
    );
    return domainView(next, sent, now);
  });
  await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
  return view;
}
