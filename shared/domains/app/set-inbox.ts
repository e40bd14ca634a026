import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { domainEvent } from '../domain/domain-event.ts';
import { inboxOf, setInbox } from '../domain/inboxes.ts';
import type { Inbox } from '../domain/pool.ts';
import type { PoolStore } from './ports/pools.ts';

export interface SetInbox {
  readonly workspace: string;
  readonly domain: string;
  readonly name: string;
  readonly dailyCap: number;
  readonly cause: Cause;
}

/** Adds an inbox to a domain, or changes its daily cap. A repeat changes nothing. @throws RexError NOT_FOUND, CONFLICT */
export function setInboxCap(
  { pools, clock }: { readonly pools: PoolStore; readonly clock: Clock },
  { workspace, domain, name, dailyCap, cause }: SetInbox,
): Promise<Inbox> {
  return retryOnConflict(async () => {
    const pool = await pools.get(workspace);
    const next = setInbox(pool, domain, name, dailyCap);
    const inbox = inboxOf(next, domain, name);
    const known = pool?.domains
      .find((each) => each.domain === domain)
      ?.inboxes.find((each) => each.name === name);
    if (known?.dailyCap === dailyCap) return known;
    const of = { workspace, version: next.version + 1 };
    const data = { domain, inbox: name, dailyCap };
    await pools.save(next, 'version', [
      domainEvent(of, known ? 'inbox.changed' : 'inbox.added', cause, data, clock.now()),
    ]);
    return inbox;
  });
}
