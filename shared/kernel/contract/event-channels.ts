import * as z from 'zod';

/** The channels to which clients of the WebSocket may subscribe. Every event is on exactly one. */
export const EVENT_CHANNELS = [
  'missions',
  'agents',
  'domains',
  'analytics',
  'errors',
  'system',
  'architect',
  'cognition',
  'strategos',
  'aesthete',
  'seer',
  'arbiter',
  'herald',
  'guild_broadcast',
  'guild_research',
  'guild_muse',
  'guild_execution',
  'guild_data',
  'guild_intellect',
  'guild_heart',
  'conflicts_channel',
  'intelligence_channel',
] as const;
export const eventChannelSchema = z.enum(EVENT_CHANNELS);
export type EventChannel = z.infer<typeof eventChannelSchema>;
