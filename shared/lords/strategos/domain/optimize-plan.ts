import { planProject } from '../../../planning/domain/plan-project.ts';
import { networkOf, type Schedule } from '../../../planning/domain/project.ts';
import { PRIORITIES } from '../contract/execution.ts';
import type { Plan, PlanActivity } from '../contract/schemas.ts';
import { checked, isBegun, isOpen, openProject, presentOrder, scheduleOf } from './open-work.ts';
import { timed } from './plan.ts';

/** The search is made from so many beginnings. */
const SEEDS = [1, 2, 3, 4] as const;
/** So many places of resources and days are looked at in all: it bounds the time without a clock. */
const MOST_LOOKS = 40_000_000;
/** Activities of these priorities do not end later for the sake of the others. */
const KEPT = PRIORITIES.indexOf('high');

/**
 * The plan with what is open as short as can be found from today: never longer than in the present order, and nothing critical or
 * high ends later than in that.
 * @param plan with the days of activities as they are known now
 */
export function optimizePlan(
  plan: Plan,
  { today, schedules, at }: { readonly today: number; readonly schedules: number; readonly at: string },
): Plan {
  const project = openProject(plan, today);
  const network = networkOf(project);
  const withTimes = (schedule: Schedule): Plan => timed(plan, network, schedule, today);
  const present = withTimes(scheduleOf(project, network, presentOrder(plan, network)));
  const looks = network.durations.reduce((sum, each) => sum + each, 1) * (network.capacities.length + 1);
  const most = Math.max(1, Math.min(schedules, Math.floor(MOST_LOOKS / looks)));
  const found = SEEDS.map((seed) =>
    planProject(project, { schedules: Math.ceil(most / SEEDS.length), seed }),
  );
  const tried = found.reduce((sum, each) => sum + each.tried, 0);
  const candidates = found.map((each) => withTimes(checked(project, each)));
  const best = candidates
    .filter((each) => isNoWorse(each, present))
    .reduce((least, each) => (each.days < least.days ? each : least), present);
  const { days: before } = present;
  return {
    ...best,
    optimized: {
      at,
      before,
      after: best.days,
      bound: best.bound,
      schedules: tried,
      says: sentence(before, best),
    },
  };
}

const sentence = (before: number, { days, bound }: Plan): string => {
  const least = days === bound ? 'No plan can be shorter.' : `No plan can take fewer than ${bound} days.`;
  return days < before
    ? `The plan takes ${days} days instead of ${before}. ${least}`
    : `No shorter order than that of ${before} days was found. ${least}`;
};

/** What has begun goes on at once, and nothing important ends later. */
function isNoWorse(candidate: Plan, present: Plan): boolean {
  const lastEnd = ({ activities }: Plan, rank: number): number =>
    Math.max(
      0,
      ...activities
        .filter((each) => isOpen(each) && PRIORITIES.indexOf(each.priority) <= rank)
        .map(({ end }) => end),
    );
  const ends = new Map(present.activities.map(({ id, end }) => [id, end]));
  const isKept = (each: PlanActivity): boolean => !isBegun(each) || each.end <= (ends.get(each.id) ?? 0);
  const ranks = PRIORITIES.slice(0, KEPT + 1).map((_, rank) => rank);
  return (
    candidate.activities.every(isKept) &&
    ranks.every((rank) => lastEnd(candidate, rank) <= lastEnd(present, rank))
  );
}
