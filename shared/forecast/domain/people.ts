import type { Channel } from '../../channels/contract/channels.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';

/** What simulated people do, as shares of the messages that reach them. */
export interface PeopleRates {
  readonly reply: Readonly<Record<Channel, number>>;
  readonly unsubscribe: number;
}

/** The share of messages after which people opt out, when the workspace has sent nothing yet: our own assumption. */
const UNSUBSCRIBE = 0.002;
/** Messages that the assumption weighs as much as. */
const PRIOR_WEIGHT = 1_000;

/** The rate at which people opt out: what was assumed, updated by what the workspace saw (the mean of a beta posterior). */
export const unsubscribeRate = (seen: { readonly sent: number; readonly unsubscribed: number }): number =>
  (UNSUBSCRIBE * PRIOR_WEIGHT + seen.unsubscribed) / (PRIOR_WEIGHT + Math.max(seen.sent, seen.unsubscribed));

/** What a message came to. `none`: the person did nothing that ends the sequence. */
export type Reaction = 'bounced' | 'complained' | 'unsubscribed' | 'replied' | 'none';

/** Odd numbers without structure in their bits, so that neighbours among people and steps have unlike seeds. */
const [PERSON, STEP] = [0x85ebca6b, 0xc2b2ae35];

/**
 * What a person does about a message. It depends on the seed, the person and the step alone, so that the same people do the same
 * in every plan, however caps and hours are set.
 */
export function reactionOf(
  { seed, person, step }: { readonly seed: number; readonly person: number; readonly step: number },
  rates: {
    readonly bounce: number;
    readonly complaint: number;
    readonly unsubscribe: number;
    readonly reply: number;
  },
): Reaction {
  const random = seededRandom(
    (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(person + 1, PERSON) ^ Math.imul(step, STEP)) >>> 0,
  );
  if (random() < rates.bounce) return 'bounced';
  let left = random();
  for (const [reaction, rate] of [
    ['complained', rates.complaint],
    ['unsubscribed', rates.unsubscribe],
    ['replied', rates.reply],
  ] as const) {
    if (left < rate) return reaction;
    left -= rate;
  }
  return 'none';
}
