import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { monthOf, unbilledInboxes, withInbox } from '../domain/inboxes.ts';
import type { Pool } from '../domain/pool.ts';
import type { PoolStore } from './ports/pools.ts';

export interface BillInboxesDeps {
  readonly pools: PoolStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly clock: Clock;
}

/** Each has an event in the same transaction, which may have 100 items; the others follow an hour later. */
const AT_MOST = 99;

/**
 * Tells once for each mailbox and month (UTC) that it is to be billed, and at what price: outside systems make invoices of the
 * events. What was billed is noted in the transaction that writes the event.
 * @param read the pool, where it was read a moment ago
 * @returns how many were billed
 */
export async function billInboxes(
  { pools, workspaces, clock }: BillInboxesDeps,
  workspace: string,
  correlationId: string,
  read?: Pool,
): Promise<number> {
  const billed = await retryFrom(
    read,
    () => pools.get(workspace),
    async (pool) => {
      const now = clock.now();
      const month = monthOf(now);
      const due = unbilledInboxes(pool, month).slice(0, AT_MOST);
      if (due.length === 0) return 0;
      const price = (await workspaces.get(workspace))?.settings.mailboxPrice ?? { cents: 0, currency: 'USD' };
      const of = { workspace, version: pool.version + 1 };
      const next = due.reduce(
        (so, { domain, inbox }) => withInbox(so, domain, { ...inbox, billedFor: month }),
        pool,
      );
      const events = due.map(({ domain, inbox: { name } }) => {
        const data = { domain, inbox: name, month, cents: price.cents, currency: price.currency };
        return domainEvent(of, 'inbox.billed', { actor: REX, correlationId }, data, now);
      });
      await pools.save(next, 'version', events);
      return due.length;
    },
  );
  return billed ?? 0;
}
