import type { Proportion } from '../../experiments/domain/proportions.ts';
import {
  decidedWithin,
  mostAtStop,
  type StopTest,
  saysTolerable,
} from '../../experiments/domain/stop-test.ts';

/**
 * A list whose first e-mails bounce at 3 % may go on (where senders stop a warmup), one at 10 % may not (from there Amazon SES
 * may pause the account). Either mistake in one list of twenty at most.
 */
const LIST = { tolerable: 0.03, bad: 0.1, alpha: 0.05, beta: 0.05 } as const satisfies StopTest;

/** The canaries: the test of a list of which nothing is decided yet, over all of its first e-mails. Half of alpha is its. */
export const CANARY_TEST: StopTest = { ...LIST, alpha: LIST.alpha / 2 };
/**
 * After that each cohort is tested by itself, by its own e-mails alone: a list may be bad further down. The other half of alpha
 * is divided among the cohorts as 1/2, 1/6, 1/12 and so on, which together are 1, however many there are.
 */
export const cohortTest = (order: number): StopTest => ({
  ...LIST,
  alpha: LIST.alpha / 2 / ((order + 1) * (order + 2)),
});

/** Canaries whose end is not known, at most. More of them would end the test sooner, and cost more when the list is bad. */
export const CANARIES_IN_FLIGHT = 20;
/** With so many more leads than are known to be well, a cleared list goes on. */
const GROWTH = 3;
/** Of the leads that were released, so many have to be settled before more are, when nothing is decided. */
const NEARLY_ALL = 0.8;

/**
 * The most bounces of a list as bad as `bad` or worse by the stop, but for lists that the test lets pass (5 % at most) or
 * follows for longer (5 % at most).
 */
export const canaryBound = (): number =>
  mostAtStop(decidedWithin(CANARY_TEST, LIST.bad, 1 - LIST.beta), CANARIES_IN_FLIGHT, CANARY_TEST);

export interface ReleaseView {
  /** Leads by cohort, in their order. */
  readonly sizes: readonly number[];
  /** Cohorts that may send. */
  readonly released: number;
  /** First e-mails of the released whose end is known, and those that bounced for good. */
  readonly settled: Proportion;
  /** Leads of the released who get no e-mail now. */
  readonly out: number;
}

/**
 * How many cohorts may send: at first, and as their ends become known. A list that has been cleared goes on with three times as
 * many leads as are known to be well; one of which nothing is decided goes on with few leads whose end is not known. Cohorts are
 * whole: a larger one goes once the released are nearly done.
 */
export function nextRelease({ sizes, released, settled, out }: ReleaseView): number {
  const sum = (count: number): number => sizes.slice(0, count).reduce((all, size) => all + size, 0);
  const known = settled.trials + out;
  const most = saysTolerable(settled, CANARY_TEST) ? GROWTH * known : known + CANARIES_IN_FLIGHT;
  let next = released;
  while (next < sizes.length && sum(next + 1) <= most) next++;
  const done = known >= NEARLY_ALL * sum(released);
  return next === released && done ? Math.min(sizes.length, released + 1) : next;
}

export interface RankedLead {
  readonly id: string;
  readonly score: number;
  /** Probability that an e-mail bounces. */
  readonly risk?: number | undefined;
}

/** Leads of one band are told apart by what they are worth. */
const BANDS = [0.02, 0.06, 0.15] as const;
const bandOf = ({ risk = 0 }: RankedLead): number => BANDS.filter((border) => risk > border).length;

/**
 * The order in which leads are written to: the least risk first, and among those of about the same risk the best.
 *
 * The least risk makes the best canaries on both counts. They cost least: their expected number of bounces is the smallest.
 * And they say most: if the list is bad, its addresses bounce whatever was expected of them, and the information of an e-mail
 * about that (the divergence of its expected outcome from the bad one, by Kullback and Leibler) grows as the expectation falls: a bounce where none was
 * expected is the strongest sign that there is.
 */
export const byRisk = (a: RankedLead, b: RankedLead): number =>
  bandOf(a) - bandOf(b) || b.score - a.score || (a.id < b.id ? -1 : 1);

/** Cohorts of so many leads can be canaries: about the number that clears a list without a bounce. */
const CANARIES = 40;

/** Cohorts in the order in which they go out: canaries first, which need their number, then by the mean of their risks. */
export function byMeanRisk<T extends { readonly leads: readonly RankedLead[] }>(cohorts: readonly T[]): T[] {
  const mean = ({ leads }: T): number =>
    leads.reduce((sum, { risk = 0 }) => sum + risk, 0) / Math.max(1, leads.length);
  const ordered = cohorts.toSorted((a, b) => mean(a) - mean(b));
  const most = Math.max(0, ...ordered.map(({ leads }) => leads.length));
  const first = ordered.find(({ leads }) => leads.length >= Math.min(CANARIES, most));
  return first ? [first, ...ordered.filter((cohort) => cohort !== first)] : ordered;
}
