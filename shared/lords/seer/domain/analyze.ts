import type { DaySummary } from '../../../analytics/domain/snapshot.ts';
import { addCounts } from '../../../engagement/domain/hour-counts.ts';
import {
  newcombeInterval,
  type Proportion,
  rateOf,
  twoProportionZTest,
} from '../../../experiments/domain/proportions.ts';
import { dayAfter } from '../../../kernel/clock.ts';
import { holm } from '../../../statistics/domain/multiple-tests.ts';
import type { Analysis, RATES } from '../contract/schemas.ts';

type Rate = (typeof RATES)[number];
type Counts = DaySummary['counts'];

/** Of what each rate is the share, and whether more of it is better. */
const OF: Readonly<Record<Rate, { part: keyof Counts; whole: keyof Counts; isGood: boolean }>> = {
  delivery: { part: 'delivered', whole: 'sent', isGood: true },
  bounce: { part: 'bounced', whole: 'sent', isGood: false },
  complaint: { part: 'complained', whole: 'delivered', isGood: false },
  open: { part: 'opened', whole: 'delivered', isGood: true },
  click: { part: 'clicked', whole: 'delivered', isGood: true },
  reply: { part: 'replied', whole: 'delivered', isGood: true },
  unsubscribe: { part: 'unsubscribed', whole: 'delivered', isGood: false },
  booking: { part: 'booked', whole: 'delivered', isGood: true },
};

const ALPHA = 0.05;
/** The normal test wants so many of each kind. */
const LEAST_TRIALS = 30;

/** Compares the rates of the newest days with those of as many days before. Events count on the day on which they came. */
export function analyze(days: readonly DaySummary[], yesterday: string, length: number): Analysis {
  const from = dayAfter(yesterday, 1 - length);
  const within = (first: string, last: string): Counts =>
    addCounts(days.filter(({ day }) => day >= first && day <= last).map(({ counts }) => counts));
  const now = within(from, yesterday);
  const before = within(dayAfter(from, -length), dayAfter(from, -1));
  const compared = (Object.keys(OF) as Rate[]).map((rate) => {
    const { part, whole } = OF[rate];
    const of = (counts: Counts): Proportion => {
      const trials = counts[whole] ?? 0;
      // What came late may outnumber what went out.
      return { successes: Math.min(counts[part] ?? 0, trials), trials };
    };
    return { rate, now: of(now), before: of(before) };
  });
  const pValues = holm(compared.map((each) => twoProportionZTest(each.now, each.before).p));
  return {
    days: length,
    from,
    to: yesterday,
    rates: compared.map((each, n) => {
      const pValue = pValues[n] ?? 1;
      const value = rateOf(each.now) - rateOf(each.before);
      const isTooLittle = Math.min(each.now.trials, each.before.trials) < LEAST_TRIALS;
      const finding = isTooLittle
        ? 'too_little'
        : pValue > ALPHA
          ? 'no_clear_change'
          : value > 0 === OF[each.rate].isGood
            ? 'better'
            : 'worse';
      return {
        ...each,
        difference: { value, ...newcombeInterval(each.now, each.before) },
        pValue,
        finding,
        says: sentence(each, finding),
      } as const;
    }),
  };
}

const sentence = (
  { rate, now, before }: { readonly rate: Rate; readonly now: Proportion; readonly before: Proportion },
  finding: string,
): string => {
  const of = ({ successes, trials }: Proportion): string => `${successes} of ${trials}`;
  const percent = (share: Proportion): string => `${(rateOf(share) * 100).toFixed(1)} %`;
  if (finding === 'too_little') {
    return `The ${rate} rate cannot be compared: ${of(now)} now and ${of(before)} before; ${LEAST_TRIALS} of each are needed.`;
  }
  const change = finding === 'no_clear_change' ? 'with no clear change' : `which is ${finding}`;
  return `The ${rate} rate is ${percent(now)} (${of(now)}) after ${percent(before)} (${of(before)}), ${change}.`;
};
