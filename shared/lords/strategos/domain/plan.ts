import { dayAfter } from '../../../kernel/clock.ts';
import { criticalPath } from '../../../planning/domain/critical-path.ts';
import { shortestBound } from '../../../planning/domain/plan-project.ts';
import { type Network, networkOf, type Schedule } from '../../../planning/domain/project.ts';
import { type Amounts, PRIORITIES } from '../contract/execution.ts';
import { LONGEST_DAYS, type Plan, type PlanActivity } from '../contract/schemas.ts';
import { isBegun, isOpen, openProject, presentOrder, scheduleOf } from './open-work.ts';
import { priorityList } from './priority-list.ts';
import { refused } from './refused.ts';
import { type Caps, withSendDays } from './send-days.ts';

export interface PlanTerms {
  readonly startsOn: string;
  readonly campaign: string | null;
  readonly capacities: Amounts;
  readonly caps: Caps;
}

/**
 * The plan of drafts: the more important first, each as early as what it waits for and the resources allow.
 * @throws RexError VALIDATION_FAILED naming `activities.<n>` or `capacities.<resource>`
 */
export function firstPlan(
  drafts: readonly PlanActivity[],
  { startsOn, campaign, capacities, caps }: PlanTerms,
): Plan {
  checkBudget(drafts, capacities);
  const activities = withSendDays(withTurns(drafts, capacities, caps), caps);
  checkLengths(activities);
  const project = openProject({ activities, allocations: [], capacities }, 0);
  const network = networkOf(project);
  const schedule = scheduleOf(project, network, priorityList(network, ranksOf(network, activities)));
  const plan = {
    startsOn,
    campaign,
    capacities,
    activities: madeReady(activities),
    allocations: [],
    days: 0,
    endsOn: startsOn,
    plannedDays: schedule.end,
    late: null,
    criticalDays: 0,
    bound: 0,
    percent: 0,
    optimized: null,
    forecast: { completed: 0, ratio: null, endsOn: null, says: '' },
  };
  return timed(plan, network, schedule, 0);
}

/** The plan from today in the order that it has, with the days of activities as they are known now. */
export function retimed(plan: Plan, today: number): Plan {
  const project = openProject(plan, today);
  const network = networkOf(project);
  return timed(plan, network, scheduleOf(project, network, presentOrder(plan, network)), today);
}

/** What is used up is there once, whenever it is used. */
function checkBudget(activities: readonly PlanActivity[], { budget = 0 }: Amounts): void {
  const needed = activities.reduce((sum, { needs }) => sum + (needs.budget ?? 0), 0);
  if (needed > budget)
    throw refused('capacities.budget', `The activities need ${needed} USD in all, and there are ${budget}.`);
}

function checkLengths(activities: readonly PlanActivity[]): void {
  const n = activities.findIndex(({ days }) => days > LONGEST_DAYS);
  const { id, sends } = activities[n] ?? {};
  if (sends)
    throw refused(
      `activities.${n}`,
      `${id} would send for more than ${LONGEST_DAYS} days: ${sends.count} e-mails are too many for ${sends.domain}.`,
    );
}

/** Those that send from one domain take turns in the order of their priorities and of what they wait for. */
function withTurns(drafts: readonly PlanActivity[], capacities: Amounts, caps: Caps): PlanActivity[] {
  const alone = drafts.flatMap((draft) =>
    withSendDays([draft], caps).map((each) => ({ ...each, sends: null })),
  );
  checkLengths(drafts.map((draft, n) => ({ ...draft, days: alone[n]?.days ?? 0 })));
  const network = networkOf(openProject({ activities: alone, allocations: [], capacities }, 0));
  const list = priorityList(network, ranksOf(network, drafts));
  const turns = new Map(list.map((n, turn) => [network.ids[n], turn]));
  return drafts.map((draft) =>
    draft.sends ? { ...draft, sends: { ...draft.sends, turn: turns.get(draft.id) ?? 0 } } : draft,
  );
}

function ranksOf({ ids }: Network, activities: readonly PlanActivity[]): number[] {
  const byId = new Map(activities.map(({ id, priority }) => [id, PRIORITIES.indexOf(priority)]));
  return ids.map((id) => byId.get(id) ?? 0);
}

/** The plan with what is open as the schedule says, which begins on that day. */
export function timed(plan: Plan, network: Network, { starts }: Schedule, today: number): Plan {
  const { length, times } = criticalPath(network);
  const byId = new Map(times.map((time, n) => [time.id, { ...time, days: network.durations[n] ?? 0 }]));
  const activities = plan.activities.map((activity) => {
    const { slack = 0, days = 0 } = byId.get(activity.id) ?? {};
    if (!isOpen(activity)) return { ...activity, slack: 0, isCritical: false };
    const begins = today + (starts[activity.id] ?? 0);
    // What has begun keeps the day on which it really did.
    const start = isBegun(activity) ? activity.start : begins;
    return { ...activity, start, end: begins + days, slack, isCritical: slack === 0 };
  });
  const ends = Math.max(0, ...activities.map(({ end }) => end));
  const over = Math.max(0, ...activities.filter((each) => !isOpen(each)).map(({ end }) => end));
  return {
    ...plan,
    activities: activities.map((each) => dated(each, plan.startsOn)),
    days: ends,
    endsOn: lastDate(plan.startsOn, ends),
    late: lateOf(plan, ends),
    criticalDays: length,
    bound: Math.max(over, length === 0 ? 0 : today + shortestBound(network)),
  };
}

/** By how much a plan that takes so many days ends later than it was planned to. */
function lateOf({ startsOn, plannedDays }: Plan, days: number): Plan['late'] {
  const late = days - plannedDays;
  if (late <= 0) return null;
  const plannedEnd = lastDate(startsOn, plannedDays);
  return {
    days: late,
    plannedEnd,
    says: `It is ${late} day${late === 1 ? '' : 's'} late: it was to end on ${plannedEnd}, and ends on ${lastDate(startsOn, days)} at best.`,
  };
}

export const dated = (activity: PlanActivity, startsOn: string): PlanActivity => ({
  ...activity,
  on: dayAfter(startsOn, activity.start),
  until: dayAfter(startsOn, Math.max(activity.start, activity.end - 1)),
});

/** The last day of what takes so many. */
export const lastDate = (startsOn: string, days: number): string => dayAfter(startsOn, Math.max(0, days - 1));

/** What waits for nothing that is open is ready. */
export function madeReady(activities: readonly PlanActivity[]): PlanActivity[] {
  const open = new Set(activities.filter(isOpen).map(({ id }) => id));
  return activities.map((each) =>
    each.status === 'planned' && each.after.every((id) => !open.has(id))
      ? { ...each, status: 'ready' }
      : each,
  );
}
