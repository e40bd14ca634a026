import type { Proportion } from './proportions.ts';

/** A sequential test of one rate: whether it is tolerable (at most `tolerable`) or bad (at least `bad`). */
export interface StopTest {
  readonly tolerable: number;
  readonly bad: number;
  /** Probability, at most, of ever stopping although the rate is tolerable, however often one looks. */
  readonly alpha: number;
  /** Probability, at most, of ever calling the rate tolerable although it is bad, however often one looks. */
  readonly beta: number;
}

type Rates = Pick<StopTest, 'tolerable' | 'bad'>;

/**
 * ln of the likelihood ratio of Wald's sequential probability ratio test (Wald, "Sequential tests of statistical
 * hypotheses", 1945): how much likelier the events are at the bad rate than at the tolerable one. At any rate up to
 * `tolerable`, also one that differs from trial to trial, the ratio is a supermartingale that starts at 1; at any rate from
 * `bad` on, its inverse is. So by Ville's inequality the borders 1 / alpha and beta keep both error rates exactly, at all
 * looks together, where Wald's own (1 - beta) / alpha and beta / (1 - alpha) keep them only nearly.
 */
export const lnEvidence = ({ successes, trials }: Proportion, { tolerable, bad }: Rates): number =>
  successes * Math.log(bad / tolerable) + (trials - successes) * Math.log((1 - bad) / (1 - tolerable));

/** Whether so many events say that the rate is bad. */
export const saysBad = (seen: Proportion, test: StopTest): boolean =>
  lnEvidence(seen, test) >= -Math.log(test.alpha);

/** Whether so few events say that the rate is tolerable. */
export const saysTolerable = (seen: Proportion, test: StopTest): boolean =>
  lnEvidence(seen, test) <= Math.log(test.beta);

/** The number of trials without any event after which the rate is called tolerable: the smallest useful sample. */
export const cleanRun = ({ beta, ...rates }: StopTest): number =>
  Math.ceil(Math.log(beta) / lnEvidence({ successes: 0, trials: 1 }, rates));

/** The number of events that stops the test after so many trials; Infinity when even all of them would not. */
export function stopsAt(trials: number, test: StopTest): number {
  const perEvent = lnEvidence({ successes: 1, trials: 1 }, test);
  const perOther = lnEvidence({ successes: 0, trials: 1 }, test);
  const least = Math.ceil((-Math.log(test.alpha) - trials * perOther) / (perEvent - perOther) - 1e-9);
  return least <= trials ? Math.max(1, least) : Number.POSITIVE_INFINITY;
}

/**
 * The most events that can have happened by the stop, when at most `inFlight` trials are under way without a known result
 * and the test was looked at after each result: the events that stop it at the latest, and all of those under way.
 */
export const mostAtStop = (trials: number, inFlight: number, test: StopTest): number =>
  Math.min(trials, stopsAt(trials, test) + inFlight - 1);

/** No test is followed further than this. */
const LONGEST = 100_000;

/**
 * The number of trials within which the test has ended with probability `share` at least, at this rate: exactly, from the
 * probabilities of all counts that have not ended it yet.
 */
export function decidedWithin(test: StopTest, rate: number, share: number): number {
  let open = new Map([[0, 1]]);
  for (let trials = 1; trials <= LONGEST; trials++) {
    const next = new Map<number, number>();
    for (const [successes, probability] of open) {
      for (const [seen, p] of [
        [successes, probability * (1 - rate)],
        [successes + 1, probability * rate],
      ] as const) {
        const counts = { successes: seen, trials };
        if (!saysBad(counts, test) && !saysTolerable(counts, test)) next.set(seen, (next.get(seen) ?? 0) + p);
      }
    }
    open = next;
    if ([...open.values()].reduce((sum, p) => sum + p, 0) <= 1 - share) return trials;
  }
  return LONGEST;
}
