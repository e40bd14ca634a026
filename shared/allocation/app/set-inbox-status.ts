import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { domainEvent } from '../../domains/domain/domain-event.ts';
import { inboxOf, withInbox } from '../../domains/domain/inboxes.ts';
import type { Inbox } from '../../domains/domain/pool.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';

export interface SetInboxStatus {
  readonly workspace: string;
  readonly domain: string;
  readonly name: string;
  readonly status: 'active' | 'paused';
  readonly reason: string;
  readonly cause: Cause;
}

/** An inbox that has the status already is not changed, and no event is written. @throws RexError NOT_FOUND */
export function setInboxStatus(
  { pools, clock }: { readonly pools: PoolStore; readonly clock: Clock },
  { workspace, domain, name, status, reason, cause }: SetInboxStatus,
): Promise<Inbox> {
  return retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    const found = inboxOf(pool, domain, name);
    if (!pool || (found.status ?? 'active') === status) return found;
    const next = { ...found, status };
    const of = { workspace, version: pool.version + 1 };
    const event = status === 'paused' ? 'inbox.paused' : 'inbox.resumed';
    await pools.save(withInbox(pool, domain, next), 'version', [
      domainEvent(of, event, cause, { domain, inbox: name, reason }, clock.now()),
    ]);
    return next;
  });
}
