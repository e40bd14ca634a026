import * as z from 'zod';
import {
  EVENT_CHANNELS,
  type EventChannel,
  eventChannelSchema,
} from '../../kernel/contract/event-channels.ts';

const channelsSchema = z.array(eventChannelSchema).min(1).max(EVENT_CHANNELS.length);

/** What a client may say. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('unsubscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('ping') }),
  /** "I have everything up to here": asks for what came after, on the channels of the connection. */
  z.object({ type: z.literal('catch-up'), after: z.number().int().min(0) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * What a client is told. `position` counts all events of the workspace, whatever their channel, without a gap. Pushes
 * may come in any order, and again. A client that keeps the position up to which it was told that it has everything
 * (`subscribed` at first, `caught-up` later) and those that it has handled above it, ignores what it has handled, and
 * asks to catch up from there now and then and when it connects again, misses nothing and handles nothing twice.
 */
export type ServerMessage =
  /** The answer to `subscribe` and `unsubscribe`: all channels of the connection, and where the feed is now. */
  | { readonly type: 'subscribed'; readonly channels: readonly EventChannel[]; readonly position: number }
  | { readonly type: 'pong' }
  | { readonly type: 'event'; readonly position: number; readonly event: unknown }
  /** Up to here nothing is missing. */
  | { readonly type: 'caught-up'; readonly position: number }
  /** Not all that was missed is kept: read everything anew, then go on from here. */
  | { readonly type: 'gone'; readonly position: number }
  | { readonly type: 'error'; readonly code: string; readonly detail: string };
