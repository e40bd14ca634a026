import { anytimeTest } from './anytime.ts';
import { type Interval, newcombeInterval, type Proportion, rateOf } from './proportions.ts';

export interface Arm {
  /** All leads of the arm, reached or not. Without those whom the guards blocked, the arms would not be comparable. */
  readonly leads: number;
  readonly conversions: number;
  readonly revenueCents: number;
}

export interface IncrementalResult {
  readonly treatedRate: number;
  readonly holdoutRate: number;
  /** treatedRate - holdoutRate. */
  readonly absoluteLift: number;
  /** 95 % interval by Newcombe, for one look. For repeated looks use `anytimeP`. */
  readonly interval: Interval;
  /** absoluteLift / holdoutRate; undefined when nobody of the holdout converted. */
  readonly relativeLift: number | undefined;
  /** Conversions of the treated leads that would not have happened without treatment. */
  readonly incrementalConversions: number;
  readonly incrementalConversionsInterval: Interval;
  /** A point estimate; a few large orders change it a lot. */
  readonly incrementalRevenueCents: number;
  readonly anytimeP: number;
  readonly sentence: string;
}

/** The effect of the treatment, compared with the leads of the holdout. */
export function incrementalResult(treated: Arm, holdout: Arm): IncrementalResult {
  const ofTreated = proportionOf(treated);
  const ofHoldout = proportionOf(holdout);
  const holdoutRate = rateOf(ofHoldout);
  const absoluteLift = rateOf(ofTreated) - holdoutRate;
  const interval = newcombeInterval(ofTreated, ofHoldout);
  const { pValue, verdict } = anytimeTest(ofHoldout, ofTreated, {
    tunedFor: treated.leads + holdout.leads || 1,
  });
  const result = {
    treatedRate: rateOf(ofTreated),
    holdoutRate,
    absoluteLift,
    interval,
    relativeLift: holdoutRate === 0 ? undefined : absoluteLift / holdoutRate,
    incrementalConversions: absoluteLift * treated.leads,
    incrementalConversionsInterval: {
      low: interval.low * treated.leads,
      high: interval.high * treated.leads,
    },
    incrementalRevenueCents: (perLead(treated) - perLead(holdout)) * treated.leads,
    anytimeP: pValue,
  };
  return { ...result, sentence: sentenceOf(treated, holdout, result, verdict !== 'no decision yet') };
}

const proportionOf = ({ leads, conversions }: Arm): Proportion => ({ successes: conversions, trials: leads });

const perLead = ({ revenueCents, leads }: Arm): number => (leads === 0 ? 0 : revenueCents / leads);

function sentenceOf(
  treated: Arm,
  holdout: Arm,
  result: Omit<IncrementalResult, 'sentence'>,
  decided: boolean,
): string {
  if (treated.leads === 0 || holdout.leads === 0) {
    return `Nothing can be compared: ${treated.leads} leads were written to and ${holdout.leads} were held out.`;
  }
  const counts =
    `Of ${treated.leads} leads that were written to, ${treated.conversions} bought (${percent(result.treatedRate)}); ` +
    `of ${holdout.leads} that were held out, ${holdout.conversions} (${percent(result.holdoutRate)})`;
  const { low, high } = result.interval;
  const range = `between ${points(low)} and ${points(high)} percentage points`;
  if (low <= 0 && high >= 0) {
    return `${counts}. The difference may be chance: an effect ${range} would fit these numbers.`;
  }
  const effect = low > 0 ? 'more' : 'fewer';
  const caution = decided
    ? ''
    : ' If the results were looked at before the planned end, this does not yet rule out chance.';
  return (
    `${counts}. That is about ${Math.abs(result.incrementalConversions).toFixed(0)} purchases ${effect} than without ` +
    `writing to them, an effect ${range} at 95 % confidence.${caution}`
  );
}

const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;
const points = (difference: number): string => (100 * difference).toFixed(1);
