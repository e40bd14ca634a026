import {
  type Counted,
  fullCounts,
  type HourCounts,
  type SomeCounts,
} from '../../engagement/domain/hour-counts.ts';
import { binomialTails } from '../../experiments/domain/binomial.ts';
import { fisherExact } from '../../experiments/domain/fisher-exact.ts';
import { type Proportion, twoProportionZTest } from '../../experiments/domain/proportions.ts';
import type { Trend } from '../contract/view.ts';

const ALPHA = 0.05;
const EXACT_UP_TO = 2000;

const AMOUNTS: readonly Counted[] = ['missionsCreated', 'missionsCompleted', 'sent', 'replied', 'booked'];

const judged = (counts: HourCounts): number =>
  counts.missionsCompleted + counts.missionsFailed + counts.missionsEscalated;

/** Rates as counts. Reactions come later than messages, so a day may have more of them: rates are capped at 1. */
export const RATES = {
  missionSuccessRate: (c) => ({ successes: c.missionsCompleted, trials: judged(c) }),
  bounceRate: (c) => share(c.bounced, c.sent),
  complaintRate: (c) => share(c.complained, c.sent),
  openRate: (c) => share(c.opened, c.sent),
  replyRate: (c) => share(c.replied, c.sent),
} as const satisfies Readonly<Record<string, (counts: HourCounts) => Proportion>>;

const share = (part: number, whole: number): Proportion => ({
  successes: Math.min(part, whole),
  trials: whole,
});

/**
 * The last 24 hours beside the 24 hours before. A trend has a direction only when chance would rarely produce it (5 %): for
 * amounts by the exact binomial test of equal amounts, for rates by Fisher's exact test.
 */
export function trendsOf(last: SomeCounts, previous: SomeCounts): Trend[] {
  const [now, before] = [fullCounts(last), fullCounts(previous)];
  const amounts = AMOUNTS.map((metric) => {
    const [a, b] = [now[metric], before[metric]];
    const tails = binomialTails({ successes: a, trials: a + b }, 0.5);
    return trend(metric, a, b, Math.min(1, 2 * Math.min(tails.atMost, tails.atLeast)));
  });
  const rates = Object.entries(RATES).map(([metric, rate]) => {
    const [a, b] = [rate(now), rate(before)];
    return trend(metric, rateOrNone(a), rateOrNone(b), unlikeRates(a, b));
  });
  return [...amounts, ...rates];
}

/** Rates by name; null where nothing was counted. */
export function ratesOf(counts: SomeCounts): Record<keyof typeof RATES, number | null> {
  const full = fullCounts(counts);
  return {
    missionSuccessRate: rateOrNone(RATES.missionSuccessRate(full)),
    bounceRate: rateOrNone(RATES.bounceRate(full)),
    complaintRate: rateOrNone(RATES.complaintRate(full)),
    openRate: rateOrNone(RATES.openRate(full)),
    replyRate: rateOrNone(RATES.replyRate(full)),
  };
}

/** The exact test enumerates all tables; with many successes the z test gives the same result. */
const unlikeRates = (a: Proportion, b: Proportion): number =>
  a.successes + b.successes > EXACT_UP_TO ? twoProportionZTest(a, b).p : fisherExact(a, b);

const rateOrNone = ({ successes, trials }: Proportion): number | null =>
  trials === 0 ? null : successes / trials;

const trend = (
  metric: string,
  last24h: number | null,
  previous24h: number | null,
  pValue: number,
): Trend => ({
  metric,
  last24h,
  previous24h,
  pValue,
  direction:
    last24h === null || previous24h === null || pValue >= ALPHA || last24h === previous24h
      ? 'steady'
      : last24h > previous24h
        ? 'rising'
        : 'falling',
});
