import * as z from 'zod';
import { type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { type Send, wasSent } from './send.ts';

/** Numbers of sent and of answered messages, by channel. */
export const channelCountsSchema = z.partialRecord(
  channelSchema,
  z.object({ sent: z.number().int(), replied: z.number().int() }),
);
export type ChannelCounts = z.infer<typeof channelCountsSchema>;

/** Weight of the assumed reply rate, in messages: the rate is the mean of a beta prior. */
const PRIOR_WEIGHT = 100;

export function countReplies(known: ChannelCounts, sends: readonly Send[]): ChannelCounts {
  const counts: ChannelCounts = { ...known };
  for (const send of sends) {
    if (!wasSent(send)) continue;
    const { sent, replied } = counts[send.channel] ?? { sent: 0, replied: 0 };
    counts[send.channel] = { sent: sent + 1, replied: replied + (send.repliedAt ? 1 : 0) };
  }
  return counts;
}

/** Reply rates by channel: the assumed rate, updated by the replies that the workspace got. */
export const replyRates = (counts: ChannelCounts): Record<Channel, number> => {
  const rateOf = (channel: Channel): number => {
    const { sent, replied } = counts[channel] ?? { sent: 0, replied: 0 };
    return (replied + CHANNEL_TERMS[channel].replyRate * PRIOR_WEIGHT) / (sent + PRIOR_WEIGHT);
  };
  return {
    email: rateOf('email'),
    sms: rateOf('sms'),
    whatsapp: rateOf('whatsapp'),
    linkedin: rateOf('linkedin'),
  };
};
