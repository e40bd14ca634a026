import type { AuditEvent } from './past.ts';

interface EventFilter {
  readonly channel?: string | undefined;
  readonly name?: string | undefined;
  readonly who?: string | undefined;
}

const has = (text: string, part: string | undefined): boolean =>
  part === undefined || text.toLowerCase().includes(part.toLowerCase());

/** Whether an event is of a channel, has a part in its name, and was caused by somebody whose name has a part. */
export const matches = (
  { channel, name, who }: EventFilter,
  event: Pick<AuditEvent, 'channel' | 'name' | 'actor'>,
): boolean =>
  (channel === undefined || event.channel === channel) &&
  has(event.name, name?.trim().replaceAll(' ', '-')) &&
  has(`${event.actor.kind} ${event.actor.id}`, who?.trim());
