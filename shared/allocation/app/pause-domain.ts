import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { type DomainView, domainView } from '../../domains/domain/sending-domain.ts';
import { utcDay } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import { type StillSending, stillSending } from '../../missions/contract/still-sending.ts';
import { type WaitForAllSendersDeps, waitForAllSenders } from '../../sending/app/wait-for-all-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { setDomainStatus } from './set-domain-status.ts';

export interface ChangeDomain {
  readonly workspace: string;
  readonly domain: string;
  readonly cause: Cause;
  readonly reason: string;
}

export interface PauseDomainDeps extends WaitForAllSendersDeps {
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
}

/**
 * Pauses a domain, and returns when no message from it is in flight any more. Its missions keep it and wait.
 * @throws RexError NOT_FOUND
 */
export async function pauseDomain(
  deps: PauseDomainDeps,
  { workspace, domain, cause, reason }: ChangeDomain,
): Promise<DomainView & StillSending> {
  const change = { workspace, domain, cause, reason };
  const paused = await setDomainStatus(deps, { ...change, status: 'paused', event: 'domain.paused' });
  const isQuiet = await waitForAllSenders(deps, workspace);
  const now = deps.clock.now();
  const day = await deps.pools.day(workspace, utcDay(now));
  return { ...domainView(paused, day.domains[domain] ?? 0, now), ...stillSending(isQuiet) };
}
