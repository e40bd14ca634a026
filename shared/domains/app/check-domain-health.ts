import { addMs, type Clock, DAY } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { type DomainTraffic, healthOf, reputationOf } from '../domain/reputation.ts';
import type { DayRecord, PoolStore } from './ports/pools.ts';

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
  /** The e-mails of a domain in the days that were judged, with bounces and complaints. */
  readonly traffic: (domain: string) => DomainTraffic;
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
  const dates = Array.from({ length: DAYS_JUDGED }, (_, ago) =>
    addMs(now, -ago * DAY)
      .toISOString()
      .slice(0, 10),
  );
  const days = await mapConcurrent(dates, READS_AT_ONCE, (date) => pools.day(workspace, date));
  const changes = await retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    if (!pool) return 0;
    const changed = new Map(
      pool.domains
        .map(({ domain, reputation }) => ({
          domain,
          before: reputation,
          now: reputationOf(trafficOf(days, domain)),
        }))
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
  return { changed: changes, traffic: (domain) => trafficOf(days, domain) };
}

const trafficOf = (days: readonly DayRecord[], domain: string): DomainTraffic =>
  days.reduce<DomainTraffic>(
    (sum, day) => {
      const { sent, bounced, complained } = day.domains[domain] ?? { sent: 0, bounced: 0, complained: 0 };
      return {
        sent: sum.sent + sent,
        bounced: sum.bounced + bounced,
        complained: sum.complained + complained,
      };
    },
    { sent: 0, bounced: 0, complained: 0 },
  );
