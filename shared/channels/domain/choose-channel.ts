import type { Channel } from '../contract/channels.ts';
import { CHANNEL_TERMS } from './channel-terms.ts';

/** What is known of one channel for one person. */
export interface ChannelOption {
  readonly channel: Channel;
  /** Why the channel cannot be used, as a clause ("there is no phone number"); undefined when it can. */
  readonly obstacle?: string | undefined;
  readonly costUsd: number;
  readonly replyRate: number;
  /** Whether the person has answered by this channel before. */
  readonly answered: boolean;
}

export interface ChannelChoice {
  readonly channel: Channel;
  /** A sentence that says why it was chosen. */
  readonly reason: string;
}

/**
 * Picks the channel of one message among those that its step may use. A channel by which the person answered before comes
 * first; then the highest expected value (value of a reply times reply rate, minus cost); of equal ones the first that
 * was named. E-mail when none can be used.
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
