import { type Channel, NUMBER_CHANNELS, type NumberChannel } from '../contract/channels.ts';

/** The channel, if it goes to a telephone number; else undefined. */
export const numberChannel = (channel: Channel): NumberChannel | undefined =>
  NUMBER_CHANNELS.find((known) => known === channel);
