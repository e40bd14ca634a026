import { scheduleProblems } from '../../../planning/domain/check-schedule.ts';
import type { Network, Project, Schedule } from '../../../planning/domain/project.ts';
import { SerialScheduler } from '../../../planning/domain/serial-schedule.ts';
import { type Amounts, RESOURCE_TERMS, RESOURCES, type Resource } from '../contract/execution.ts';
import type { Plan, PlanActivity } from '../contract/schemas.ts';
import { type Holders, heldBy } from './holdings.ts';

export const isOpen = ({ status }: Pick<PlanActivity, 'status'>): boolean => status !== 'completed';
export const isBegun = (activity: PlanActivity): boolean => isOpen(activity) && activity.startedOn !== null;

/** How many days of an activity are left from today; what was completed today has taken the day. */
export function daysLeft(activity: PlanActivity, today: number): number {
  if (!isOpen(activity)) return activity.end - today;
  return isBegun(activity)
    ? Math.max(1, Math.ceil(activity.days * (1 - activity.percent / 100)))
    : activity.days;
}

/** Whether an activity takes anything from today on. */
const isLeft = (activity: PlanActivity, today: number): boolean => isOpen(activity) || activity.end > today;

/** What is left, as a project that begins today. What is used up is no matter of time, and not in it. */
export function openProject(plan: Holders & Pick<Plan, 'capacities'>, today: number): Project {
  const { activities, capacities } = plan;
  const left = activities.filter((each) => isLeft(each, today));
  const over = new Set(activities.filter((each) => !isLeft(each, today)).map(({ id }) => id));
  const before = sendersBefore(left);
  return {
    capacities: renewable(capacities),
    activities: left.map((activity) => ({
      id: activity.id,
      duration: daysLeft(activity, today),
      after: [
        ...new Set([...activity.after.filter((id) => !over.has(id)), ...(before.get(activity.id) ?? [])]),
      ],
      needs: renewable(heldOf(plan, activity)),
    })),
  };
}

/** Those that send from one domain go one after another. */
function sendersBefore(open: readonly PlanActivity[]): ReadonlyMap<string, readonly string[]> {
  const before = new Map<string, string[]>();
  for (const chain of sendersByDomain(open).values())
    for (const [n, { id }] of chain.entries())
      before.set(
        id,
        chain.slice(n - 1, n).map((each) => each.id),
      );
  return before;
}

export function sendersByDomain(open: readonly PlanActivity[]): ReadonlyMap<string, readonly PlanActivity[]> {
  const senders = open.filter(({ sends }) => sends !== null);
  const chains = Map.groupBy(senders, ({ sends }) => sends?.domain ?? '');
  return new Map(
    [...chains].map(([domain, chain]) => [domain, chain.toSorted((a, b) => turnOf(a) - turnOf(b))]),
  );
}

/** What has begun goes on first, whatever was planned. */
const turnOf = (activity: PlanActivity): number => (isWaiting(activity) ? (activity.sends?.turn ?? 0) : -1);
const isWaiting = (activity: PlanActivity): boolean => isOpen(activity) && !isBegun(activity);

const heldOf = (plan: Holders, { id }: PlanActivity): Amounts =>
  Object.fromEntries(
    RESOURCES.flatMap((resource) => {
      const amount = heldBy(plan, id, resource);
      return amount > 0 ? [[resource, amount]] : [];
    }),
  );

const renewable = (amounts: Amounts): Record<string, number> =>
  Object.fromEntries(Object.entries(amounts).filter(([name]) => !RESOURCE_TERMS[name as Resource].isUsedUp));

/** The schedule of a list of activities. @throws Error when the independent check finds anything wrong with it */
export function scheduleOf(project: Project, network: Network, list: readonly number[]): Schedule {
  const starts = new SerialScheduler(network).starts(list);
  return checked(project, {
    starts: Object.fromEntries(network.ids.map((id, n) => [id, starts[n] ?? 0])),
    end: Math.max(0, ...starts.map((start, n) => start + (network.durations[n] ?? 0))),
  });
}

export function checked<S extends Schedule>(project: Project, schedule: S): S {
  const [problem] = scheduleProblems(project, schedule);
  if (problem !== undefined) throw new Error(`A schedule cannot be done: ${problem}`);
  return schedule;
}

/** The same order as planned before, with what has begun first. */
export function presentOrder({ activities }: Holders, { ids }: Network): number[] {
  const keys = new Map(activities.map((each) => [each.id, isWaiting(each) ? each.start : -1]));
  const keyOf = (n: number): number => keys.get(ids[n] ?? '') ?? 0;
  return ids.map((_, n) => n).toSorted((a, b) => keyOf(a) - keyOf(b));
}
