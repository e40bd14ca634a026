import type { Channel } from '../contract/channels.ts';
import { CHANNEL_TERMS } from './channel-terms.ts';

/** What is known of one channel for one person. */
export interface ChannelOption {
  readonly channel: Channel;
  /** What stands in the way, as a clause ("there is no phone number"); undefined when nothing does. */
  readonly obstacle?: string | undefined;
  readonly costUsd: number;
  readonly replyRate: number;
  /** The person has answered by this channel before. */
  readonly answered: boolean;
}

export interface ChannelChoice {
  readonly channel: Channel;
  /** A sentence, for the person who asks why. */
  readonly reason: string;
}

/**
 * Picks the channel of one message among those that its step may take. Where the person answered before comes
 * first; then what is left of the value of an answer, times how often the channel is answered, after its cost; and
 * of two that are alike the one that was named first. E-mail when none can be used.
 */
export function chooseChannel(options: readonly ChannelOption[], valueOfReplyUsd: number): ChannelChoice {
  const usable = options.filter(({ obstacle }) => obstacle === undefined);
  const [best, second] = usable.toSorted(
    (a, b) =>
      Number(b.answered) - Number(a.answered) || worth(b, valueOfReplyUsd) - worth(a, valueOfReplyUsd),
  );
  if (!best) return { channel: 'email', reason: `By e-mail, for ${obstaclesOf(options)}.` };
  const { name } = CHANNEL_TERMS[best.channel];
  if (best.answered) return { channel: best.channel, reason: `By ${name}: answered there before.` };
  const left = options.filter(({ obstacle }) => obstacle !== undefined);
  const others = second ? `; ${CHANNEL_TERMS[second.channel].name}: ${estimate(second)}` : '';
  const without = left.length > 0 ? `; ${obstaclesOf(left)}` : '';
  return { channel: best.channel, reason: `By ${name}: ${estimate(best)}${others}${without}.` };
}

const worth = ({ replyRate, costUsd }: ChannelOption, valueOfReplyUsd: number): number =>
  replyRate * valueOfReplyUsd - costUsd;

const estimate = ({ replyRate, costUsd }: ChannelOption): string =>
  `${(replyRate * 100).toFixed(1)} % answer at $${costUsd.toFixed(4)} a message`;

const obstaclesOf = (options: readonly ChannelOption[]): string =>
  options.map(({ channel, obstacle }) => `${CHANNEL_TERMS[channel].name} is out (${obstacle})`).join(', ') ||
  'no other channel is named';
