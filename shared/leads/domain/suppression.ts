import * as z from 'zod';
import { CHANNELS, type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { SUPPRESSION_REASONS } from '../contract/suppressions.ts';

const markSchema = z.object({
  reason: keepUnknown(z.enum(SUPPRESSION_REASONS)),
  at: instantSchema,
  /** What made it: an API call, a mail, an imported list. */
  source: z.string(),
});
export type SuppressionMark = z.infer<typeof markSchema>;

/** The fields of whatever can be suppressed: a lead, an entry of a list. Only ever added to, never removed. */
export const suppressibleFields = {
  /** On every channel. */
  suppression: markSchema.optional(),
  /** On single channels. */
  suppressedOn: z.partialRecord(channelSchema, markSchema).optional(),
};

export interface Suppressible {
  readonly suppression?: SuppressionMark | undefined;
  readonly suppressedOn?: Partial<Record<Channel, SuppressionMark>> | undefined;
}

/** The mark that forbids a channel, or undefined. */
export const suppressionOn = (target: Suppressible, channel: Channel): SuppressionMark | undefined =>
  target.suppression ?? target.suppressedOn?.[channel];

/**
 * Adds a mark on some channels, or on all. A channel that is covered keeps its first mark; the same target (by identity) when
 * nothing changes.
 */
export function addSuppression<T extends Suppressible>(
  target: T,
  mark: SuppressionMark,
  channels?: readonly Channel[],
): T {
  if (target.suppression) return target;
  if (!channels) return { ...target, suppression: mark };
  const free = channels.filter((channel) => !target.suppressedOn?.[channel]);
  if (free.length === 0) return target;
  const added = Object.fromEntries(free.map((channel) => [channel, mark]));
  return { ...target, suppressedOn: { ...target.suppressedOn, ...added } };
}

/** Adds everything that another one forbids. Over the channels that are forbidden, this is the union of sets. */
export function joinSuppression<T extends Suppressible>(target: T, other: Suppressible): T {
  const joined = other.suppression ? addSuppression(target, other.suppression) : target;
  return Object.entries(other.suppressedOn ?? {}).reduce((sum, [name, mark]) => {
    const channel = CHANNELS.find((known) => known === name);
    return channel ? addSuppression(sum, mark, [channel]) : sum;
  }, joined);
}
