import { type Clock, utcDay } from '../../kernel/clock.ts';
import { type DomainView, domainView } from '../domain/sending-domain.ts';
import type { PoolStore } from './ports/pools.ts';

/** The sending domains of a workspace with their numbers of today (UTC). */
export async function listDomains(
  { pools, clock }: { readonly pools: PoolStore; readonly clock: Clock },
  workspace: string,
): Promise<DomainView[]> {
  const now = clock.now();
  const [pool, today] = await Promise.all([pools.get(workspace), pools.day(workspace, utcDay(now))]);
  return (pool?.domains ?? []).map((domain) => domainView(domain, today.domains[domain.domain] ?? 0, now));
}
