import { type Network, networkOf } from '../../../planning/domain/project.ts';
import { SerialScheduler } from '../../../planning/domain/serial-schedule.ts';
import { quantile } from '../../../statistics/domain/quantiles.ts';
import { seededRandom } from '../../../statistics/domain/seeded-random.ts';
import type { Plan, PlanActivity } from '../contract/schemas.ts';
import { isOpen, openProject, presentOrder } from './open-work.ts';
import { lastDate } from './plan.ts';
import { dayOf } from './plan-days.ts';

/** From fewer activities nothing is said of the others. */
const LEAST = 5;
const RUNS = 200;
const SEED = 1;
/** Days of one activity: what is later than that is all the same. */
const LONGEST_PLAYED = 900;
/** Of the interval: 80 %. */
const [LOW, HIGH] = [0.1, 0.9];

/** Real days to planned days of an activity that is over. */
function ratioOf({ startedOn, endedOn, days }: PlanActivity): number | undefined {
  if (startedOn === null || endedOn === null || days === 0) return undefined;
  return (dayOf(startedOn, endedOn) + 1) / days;
}

/**
 * When the plan ends: the rest of it is played many times (Van Slyke 1963), its activities longer or shorter by ratios drawn from
 * those so far. Each run draws first which of these it has seen (bootstrap, Efron 1979): few of them make a wide interval. The same
 * plan and day give the same forecast.
 */
export function forecastEnd(plan: Plan, today: number): Plan['forecast'] {
  const ratios = plan.activities.flatMap((each) => ratioOf(each) ?? []);
  const completed = ratios.length;
  const ratio = completed === 0 ? null : ratios.reduce((sum, each) => sum + each, 0) / completed;
  const none = (says: string): Plan['forecast'] => ({ completed, ratio, endsOn: null, says });
  if (plan.activities.every((each) => !isOpen(each))) return none('Everything is completed.');
  if (completed < LEAST)
    return none(
      `Not known yet: ${completed} of ${plan.activities.length} activities are over, and how long ${LEAST} really took is needed to tell how reliable the dates are.`,
    );
  const random = seededRandom(SEED);
  const oneOf = (these: readonly number[]): number => these[Math.floor(random() * these.length)] ?? 1;
  const network = networkOf(openProject(plan, today));
  const list = presentOrder(plan, network);
  const scheduler = new SerialScheduler(network);
  const ends = Array.from({ length: RUNS }, () => {
    const seen = ratios.map(() => oneOf(ratios));
    return today + playedEnd(scheduler, network, list, () => oneOf(seen));
  });
  const day = (share: number): string => lastDate(plan.startsOn, Math.ceil(quantile(ends, share)));
  const endsOn = { likely: day(0.5), low: day(LOW), high: day(HIGH) };
  return {
    completed,
    ratio,
    endsOn,
    says: `Activities took ${ratio?.toFixed(2)} of their planned days so far (${completed}); at that the plan ends between ${endsOn.low} and ${endsOn.high}, by its dates on ${plan.endsOn}.`,
  };
}

/** How long the rest takes if each of its activities is longer by a ratio. */
function playedEnd(
  scheduler: SerialScheduler,
  network: Network,
  list: readonly number[],
  ratio: () => number,
): number {
  const durations = network.durations.map((days) => Math.min(LONGEST_PLAYED, Math.ceil(days * ratio())));
  const starts = scheduler.starts(list, durations);
  return Math.max(0, ...starts.map((start, n) => start + (durations[n] ?? 0)));
}
