import type { Channel } from '../contract/channels.ts';
import { CHANNEL_TERMS } from './channel-terms.ts';
import { describePast, type PastResponse, personalRate } from './past-response.ts';

/** What is known of one channel for one person. */
export interface ChannelOption {
  readonly channel: Channel;
  /** Why the channel cannot be used, as a clause ("there is no phone number"); undefined when it can. */
  readonly obstacle?: string | undefined;
  readonly costUsd: number;
  /** How often messages by this channel are answered in the workspace, in [0, 1]. */
  readonly replyRate: number;
  /** What the person made of earlier messages by this channel. */
  readonly past: PastResponse;
}

export interface ChannelChoice {
  readonly channel: Channel;
  /** A sentence that says why it was chosen. */
  readonly reason: string;
}

/**
 * Picks the channel of one message among those that its step may use: the one with the highest expected value, which is the
 * value of a reply times how likely this person answers there, less the cost. Of equal ones the cheaper, then the one that was
 * named first. E-mail when none can be used.
 */
export function chooseChannel(options: readonly ChannelOption[], valueOfReplyUsd: number): ChannelChoice {
  const usable = options.filter(({ obstacle }) => obstacle === undefined);
  const [best, second] = usable.toSorted(
    (a, b) => worth(b, valueOfReplyUsd) - worth(a, valueOfReplyUsd) || a.costUsd - b.costUsd,
  );
  if (!best) return { channel: 'email', reason: `By e-mail, for ${obstaclesOf(options)}.` };
  const left = options.filter(({ obstacle }) => obstacle !== undefined);
  const others = second ? `; ${CHANNEL_TERMS[second.channel].name}: ${estimate(second)}` : '';
  const without = left.length > 0 ? `; ${obstaclesOf(left)}` : '';
  return {
    channel: best.channel,
    reason: `By ${CHANNEL_TERMS[best.channel].name}: ${estimate(best)}${others}${without}.`,
  };
}

const worth = ({ replyRate, past, costUsd }: ChannelOption, valueOfReplyUsd: number): number =>
  personalRate(replyRate, past) * valueOfReplyUsd - costUsd;

function estimate({ replyRate, past, costUsd }: ChannelOption): string {
  const known = describePast(past);
  const rate = (personalRate(replyRate, past) * 100).toFixed(1);
  return `${rate} % answer at $${costUsd.toFixed(4)} a message${known ? ` (${known})` : ''}`;
}

const obstaclesOf = (options: readonly ChannelOption[]): string =>
  options.map(({ channel, obstacle }) => `${CHANNEL_TERMS[channel].name} is out (${obstacle})`).join(', ') ||
  'no other channel is named';
