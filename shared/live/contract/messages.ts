import * as z from 'zod';
import {
  EVENT_CHANNELS,
  type EventChannel,
  eventChannelSchema,
} from '../../kernel/contract/event-channels.ts';

const channelsSchema = z.array(eventChannelSchema).min(1).max(EVENT_CHANNELS.length);

/** A message from a client. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('unsubscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('ping') }),
  /** The client has everything up to `after`, and asks for the later events on the channels of the connection. */
  z.object({ type: z.literal('catch-up'), after: z.number().int().min(0) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * A message to a client. `position` counts all events of the workspace, on all channels, without a gap. Events may be
 * pushed in any order, and more than once. To miss nothing and handle nothing twice, a client keeps the position up to
 * which it has everything (from `subscribed` at first, from `caught-up` later) and the positions above it that it has
 * handled; it ignores those, and it catches up from the kept position now and then and whenever it connects again.
 */
export type ServerMessage =
  /** The answer to `subscribe` and `unsubscribe`: all channels of the connection, and the position of the latest event. */
  | { readonly type: 'subscribed'; readonly channels: readonly EventChannel[]; readonly position: number }
  | { readonly type: 'pong' }
  | { readonly type: 'event'; readonly position: number; readonly event: unknown }
  /** The client has received all events up to this position. */
  | { readonly type: 'caught-up'; readonly position: number }
  /** Some of the missed events are no longer kept: the client reads everything anew, then continues from this position. */
  | { readonly type: 'gone'; readonly position: number }
  | { readonly type: 'error'; readonly code: string; readonly detail: string };
