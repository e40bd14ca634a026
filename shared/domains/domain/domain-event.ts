import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { domainEvents } from '../contract/events.ts';

/** Something that happened to a sending domain; `version` is the pool's after the change. */
export const domainEvent = <N extends keyof typeof domainEvents>(
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: N,
  cause: Cause,
  data: EventData<typeof domainEvents, N>,
  now: Date,
): RexEvent =>
  newEvent(domainEvents, name, { ...cause, about: data.domain, sequence: version, workspace, data }, now);
