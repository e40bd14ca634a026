import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { domainEvents } from '../contract/events.ts';

/** An event about a sending domain or one of its inboxes; `version` is that of the pool after the change. */
export const domainEvent = <N extends keyof typeof domainEvents>(
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: N,
  cause: Cause,
  data: EventData<typeof domainEvents, N>,
  now: Date,
): RexEvent =>
  newEvent(
    domainEvents,
    name,
    {
      ...cause,
      about: 'inbox' in data ? `${data.inbox}@${data.domain}` : data.domain,
      sequence: version,
      workspace,
      data,
    },
    now,
  );
