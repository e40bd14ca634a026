import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { domainReputation, healthOf } from '../domain/reputation.ts';
import { sumByProvider, type TrafficByProvider } from '../domain/traffic.ts';
import type { PoolStore } from './ports/pools.ts';

/** Google judges complaints over seven days; bounces arrive within two. */
const DAYS_JUDGED = 7;
const READS_AT_ONCE = 7;
/** Each change has an event in the same transaction, which may have 100 items; further changes wait an hour. */
const CHANGES_AT_MOST = 99;

export interface CheckDomainHealthDeps {
  readonly pools: PoolStore;
  readonly clock: Clock;
}

export interface DomainHealthCheck {
  /** Number of domains whose reputation has changed. */
  readonly changed: number;
  /** The e-mails of each domain in the days that were judged, and what became of them. */
  readonly traffic: ReadonlyMap<string, TrafficByProvider>;
}

/**
 * Computes the reputation of every domain of a workspace from its last seven days (UTC, today included), and stores those
 * that changed.
 */
export async function checkDomainHealth(
  { pools, clock }: CheckDomainHealthDeps,
  workspace: string,
  correlationId: string,
): Promise<DomainHealthCheck> {
  const now = clock.now();
  const known = (await pools.get(workspace))?.domains ?? [];
  const traffic = new Map(
    await mapConcurrent(
      known,
      READS_AT_ONCE,
      async ({ domain }) => [domain, await recentTraffic(pools, domain, now)] as const,
    ),
  );
  const changes = await retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    if (!pool) return 0;
    const changed = new Map(
      pool.domains
        .map(({ domain, reputation }) => {
          const of = traffic.get(domain);
          return { domain, before: reputation, now: of ? domainReputation(of) : reputation };
        })
        .filter((domain) => domain.now !== domain.before)
        .slice(0, CHANGES_AT_MOST)
        .map((change) => [change.domain, change]),
    );
    if (changed.size === 0) return 0;
    const domains = pool.domains.map((domain) => ({
      ...domain,
      reputation: changed.get(domain.domain)?.now ?? domain.reputation,
    }));
    const events = [...changed.values()].map(({ domain, before, now: reputation }) => {
      const data = {
        domain,
        reputation,
        health: healthOf(reputation),
        before,
        healthBefore: healthOf(before),
      };
      const of = { workspace, version: pool.version + 1 };
      return domainEvent(of, 'domain.reputation-changed', { actor: REX, correlationId }, data, now);
    });
    await pools.save({ ...pool, domains }, 'version', events);
    return changed.size;
  });
  return { changed: changes, traffic };
}

/** The e-mails of a domain in the last seven days (UTC, today included). */
async function recentTraffic(
  pools: Pick<PoolStore, 'traffic'>,
  domain: string,
  now: Date,
): Promise<TrafficByProvider> {
  const from = addMs(now, -(DAYS_JUDGED - 1) * DAY);
  const days = await pools.traffic(domain, from.toISOString().slice(0, 10), now.toISOString().slice(0, 10));
  return sumByProvider(days.map(({ byProvider }) => byProvider));
}
