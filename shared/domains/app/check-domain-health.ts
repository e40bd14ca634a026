import { addMs, type Clock, DAY, utcDay } from '../../kernel/clock.ts';
import { type Cause, REX, type RexEvent } from '../../kernel/events.ts';
import { DEFAULT_WARMUP, type WarmupSettings } from '../../limits/contract/warmup.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceRecord, WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { isOwned } from '../domain/domain-ownership.ts';
import { DAYS_JUDGED, judgeWarmup } from '../domain/judge-warmup.ts';
import type { Pool, SendingDomain } from '../domain/pool.ts';
import { domainReputation, healthOf } from '../domain/reputation.ts';
import { sumByProvider, type TrafficByProvider } from '../domain/traffic.ts';
import { type WarmupSignal, warmupOf } from '../domain/warmup.ts';
import type { DomainDay, PoolStore } from './ports/pools.ts';

/** A change has two events at most in the same transaction, which may have 100 items; further changes wait an hour. */
const CHANGES_AT_MOST = 49;

export interface CheckDomainHealthDeps {
  readonly pools: PoolStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

/** A workspace as it was read a moment ago: what is written is guarded by its version. */
export interface ReadWorkspace {
  readonly pool: Pool | undefined;
  readonly record: WorkspaceRecord | undefined;
  /** The e-mails of the days that are judged, where they were asked for already. */
  readonly days?: DaysOfDomains;
}
type DaysOfDomains = Promise<ReadonlyMap<string, DomainDay[]>>;

export async function readWorkspace(
  { pools, workspaces }: Pick<CheckDomainHealthDeps, 'pools' | 'workspaces'>,
  workspace: string,
): Promise<ReadWorkspace> {
  const [pool, record] = await Promise.all([pools.get(workspace), workspaces.get(workspace)]);
  return { pool, record };
}

/** The last days of each domain of a pool. */
export async function readDays(
  { pools, clock }: Pick<CheckDomainHealthDeps, 'pools' | 'clock'>,
  pool: Pool | undefined,
): DaysOfDomains {
  const names = (pool?.domains ?? []).map(({ domain }) => domain);
  const days = await Promise.all(names.map((name) => recentDays(pools, name, clock.now())));
  return new Map(names.map((name, n) => [name, days[n] ?? []]));
}

export interface DomainHealthCheck {
  /** Number of domains whose reputation has changed. */
  readonly changed: number;
  /** The e-mails of each domain in the days that were judged, and what became of them. */
  readonly traffic: ReadonlyMap<string, TrafficByProvider>;
  /** As it is now. */
  readonly pool: Pool | undefined;
}

/**
 * Computes the reputation of every domain of a workspace from its last seven days (UTC, today included), moves its warmup on
 * when a day is over, and stores what changed.
 */
export async function checkDomainHealth(
  deps: CheckDomainHealthDeps,
  workspace: string,
  correlationId: string,
  read?: ReadWorkspace,
): Promise<DomainHealthCheck> {
  const now = deps.clock.now();
  const { pool: known, record, days: asked } = read ?? (await readWorkspace(deps, workspace));
  const days = await (asked ?? readDays(deps, known));
  const settings = record?.settings.warmup ?? DEFAULT_WARMUP;
  const checked = await retryFrom(
    known,
    () => deps.pools.get(workspace),
    async (pool) => {
      const changes = pool.domains
        .map((before) => ({
          before,
          ...judgeDomainDays(before, days.get(before.domain) ?? [], now, settings),
        }))
        .filter(({ before, domain }) => JSON.stringify(before) !== JSON.stringify(domain))
        .slice(0, CHANGES_AT_MOST);
      if (changes.length === 0) return { pool, changed: 0 };
      const after = new Map(changes.map(({ domain }) => [domain.domain, domain]));
      const of = { workspace, version: pool.version + 1 };
      const saved = await deps.pools.save(
        { ...pool, domains: pool.domains.map((domain) => after.get(domain.domain) ?? domain) },
        'version',
        changes.flatMap((change) => eventsOf(change, of, { actor: REX, correlationId }, now)),
      );
      const differ = changes.filter(({ before, domain }) => before.reputation !== domain.reputation);
      return { pool: saved, changed: differ.length };
    },
  );
  const { pool, changed } = checked ?? { pool: undefined, changed: 0 };
  return { pool, changed, traffic: new Map([...days].map(([domain, of]) => [domain, sumOf(of)])) };
}

interface Change {
  readonly before: SendingDomain;
  readonly domain: SendingDomain;
  readonly signal: WarmupSignal | undefined;
}

/** A domain after a look at its last days, and what the day that is over said of its warmup. */
export function judgeDomainDays(
  before: SendingDomain,
  days: readonly DomainDay[],
  now: Date,
  settings: WarmupSettings,
): Omit<Change, 'before'> {
  const reputation = domainReputation(sumOf(days));
  // Before its ownership is proved, or while it stands still, no day of its warmup passes.
  if (!isOwned(before) || before.status !== 'active')
    return { domain: { ...before, reputation }, signal: undefined };
  const { warmup, lastSentOn, signal } = judgeWarmup(before, days, now, settings);
  return { domain: { ...before, reputation, warmup, lastSentOn }, signal };
}

function eventsOf(
  { before, domain, signal }: Change,
  of: { readonly workspace: string; readonly version: number },
  cause: Cause,
  now: Date,
): RexEvent[] {
  const { domain: name, reputation } = domain;
  const events: RexEvent[] = [];
  if (reputation !== before.reputation) {
    const data = {
      domain: name,
      reputation,
      health: healthOf(reputation),
      before: before.reputation,
      healthBefore: healthOf(before.reputation),
    };
    events.push(domainEvent(of, 'domain.reputation-changed', cause, data, now));
  }
  const was = warmupOf(before, now);
  const is = warmupOf(domain, now);
  if (signal && (is.state !== was.state || is.cap !== was.cap)) {
    const data = {
      domain: name,
      signal,
      state: is.state,
      day: is.day,
      cap: is.cap,
      before: { state: was.state, cap: was.cap },
    };
    events.push(domainEvent(of, 'domain.warmup-changed', cause, data, now));
  }
  return events;
}

export const sumOf = (days: readonly DomainDay[]): TrafficByProvider =>
  sumByProvider(days.map(({ byProvider }) => byProvider));

/** The e-mails of a domain in the last seven days (UTC, today included), oldest first. */
export const recentDays = (
  pools: Pick<PoolStore, 'traffic'>,
  domain: string,
  now: Date,
): Promise<DomainDay[]> => pools.traffic(domain, utcDay(addMs(now, -(DAYS_JUDGED - 1) * DAY)), utcDay(now));
