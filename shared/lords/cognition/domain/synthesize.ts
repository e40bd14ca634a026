import { RexError } from '../../../kernel/errors.ts';
import type { Synthesis } from '../contract/schemas.ts';
import { contradictionsOf, countsOf, type Known, likelyMost, shareOf, trendOf } from './evidence.ts';

interface Told {
  readonly text: string;
  /** How likely what it says is, by the posterior. */
  readonly sure: number;
}

const HALF = 0.5;
/** A change of direction needs a case in each half. */
const LEAST_OF_A_TREND = 4;

/**
 * The learnings of a topic as one sentence, with its evidence.
 * @throws RexError CONFLICT where the evidence does not bear a sentence of this kind: it says what is missing
 */
export function synthesize(
  kind: Synthesis['kind'],
  topic: string,
  learnings: readonly Known[],
): { readonly synthesis: Synthesis; readonly sure: number } {
  if (learnings.length === 0)
    throw new RexError('CONFLICT', `Nothing was learned of ${topic} that stands. Record a learning first.`);
  const counts = countsOf(learnings);
  const share = shareOf(counts);
  const trend = trendOf(learnings) ?? null;
  const { text, sure } = TELL[kind]({ topic, learnings, counts, share, trend });
  return {
    sure,
    synthesis: {
      kind,
      topic,
      text,
      from: learnings.map(({ id }) => id),
      counts,
      share,
      trend,
      contradictions: contradictionsOf(learnings),
    },
  };
}

interface Evidence extends Pick<Synthesis, 'topic' | 'counts' | 'share' | 'trend'> {
  readonly learnings: readonly Known[];
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const within = ({ low, high }: Synthesis['share']): string => `between ${percent(low)} and ${percent(high)}`;
const cases = ({ successes, trials }: Synthesis['counts']): string => `${successes} of ${trials} cases`;

const TELL: Readonly<Record<Synthesis['kind'], (of: Evidence) => Told>> = {
  pattern({ topic, counts, share }) {
    const most = likelyMost(counts);
    // One side is named only where the whole interval lies on it.
    const side = share.low > HALF ? 'mostly succeeds' : share.high < HALF ? 'mostly fails' : 'is unclear';
    return {
      text: `${topic} ${side}: ${cases(counts)}, so ${within(share)} of all.`,
      sure: Math.max(most, 1 - most),
    };
  },
  trend({ topic, learnings, trend }) {
    if (!trend || learnings.length < LEAST_OF_A_TREND) {
      throw new RexError(
        'CONFLICT',
        `A trend of ${topic} needs ${LEAST_OF_A_TREND} learnings, and ${learnings.length} stand. Ask for a pattern.`,
      );
    }
    const { before, after, difference } = trend;
    const clear = difference.low > 0 ? 'rises' : difference.high < 0 ? 'falls' : undefined;
    const text = `from ${percent(before.value)} to ${percent(after.value)}`;
    return clear === undefined
      ? { text: `${topic} has no clear trend: ${text}.`, sure: HALF }
      : { text: `${topic} ${clear}: ${text}.`, sure: 0.95 };
  },
  prediction({ topic, counts, share }) {
    const text = `The next case of ${topic} succeeds with a probability of ${percent(share.value)}`;
    // Half the width of the interval is what is not known of it.
    return { text: `${text}, by ${cases(counts)}.`, sure: 1 - (share.high - share.low) };
  },
  recommendation({ topic, counts, share }) {
    if (share.low > HALF)
      return { text: `Go on with ${topic}: ${cases(counts)} succeeded.`, sure: likelyMost(counts) };
    if (share.high < HALF)
      return {
        text: `Do ${topic} in another way: ${cases(counts)} succeeded.`,
        sure: 1 - likelyMost(counts),
      };
    throw new RexError(
      'CONFLICT',
      `There is not enough to recommend anything of ${topic}: ${cases(counts)} succeeded, so ${within(share)} of all.`,
    );
  },
};
