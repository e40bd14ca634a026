import * as z from 'zod';

/** What clients of the WebSocket may listen to; every event is on exactly one. */
export const CHANNELS = ['missions', 'agents', 'domains', 'analytics', 'errors', 'system'] as const;
const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

const channelsSchema = z.array(channelSchema).min(1).max(CHANNELS.length);

/** What a client may say. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('unsubscribe'), channels: channelsSchema }),
  z.object({ type: z.literal('ping') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What a client is told. Events come at least once: their `id` tells a repeat, their `sequence` a gap. */
export type ServerMessage =
  /** The answer to `subscribe` and `unsubscribe`: all channels of the connection. */
  | { readonly type: 'subscribed'; readonly channels: readonly Channel[] }
  | { readonly type: 'pong' }
  | { readonly type: 'event'; readonly event: unknown }
  | { readonly type: 'error'; readonly code: string; readonly detail: string };
