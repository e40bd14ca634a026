import { utcDay } from '../../../kernel/clock.ts';
import type { ExecutionStatus } from '../contract/execution.ts';
import type { Plan, PlanActivity, Task } from '../contract/schemas.ts';
import { forecastEnd } from './forecast-end.ts';
import { dated, madeReady, retimed } from './plan.ts';
import { dayOf, todayOf } from './plan-days.ts';

/** So many of the latest reports of a task are kept. */
const KEPT = 50;

export interface Report {
  readonly status: ExecutionStatus;
  readonly percent: number;
  readonly note: string | null;
  readonly by: string;
}

export const reported = (task: Task, { status, percent, note, by }: Report, now: Date): Task => ({
  ...task,
  percent,
  log: [...task.log, { at: now.toISOString(), by, status, percent, note }].slice(-KEPT),
});

/** The plan after an activity of it has changed: its dates and the forecast follow. */
export function planAfter(plan: Plan, id: string, change: Partial<PlanActivity>, now: Date): Plan {
  const today = todayOf(plan.startsOn, now);
  const activities = plan.activities.map((each) => (each.id === id ? { ...each, ...change } : each));
  const next = retimed({ ...plan, activities: madeReady(activities) }, today);
  return { ...next, percent: percentOf(next), forecast: forecastEnd(next, today) };
}

/** What becomes of an activity when its task is said to be so. */
export function activityAfter(
  activity: PlanActivity,
  { status, percent }: Pick<Report, 'status' | 'percent'>,
  startsOn: string,
  now: Date,
): PlanActivity {
  const today = utcDay(now);
  if (status === 'cancelled')
    return { ...activity, status: 'planned', percent: 0, startedOn: null, task: null };
  const isBegun = activity.startedOn !== null || percent > 0 || WORKS.has(status);
  if (!isBegun) return { ...activity, status };
  const startedOn = activity.startedOn ?? today;
  const begun = { ...activity, status, percent, startedOn, start: Math.max(0, dayOf(startsOn, startedOn)) };
  if (status !== 'completed') return begun;
  const end = Math.max(begun.start, dayOf(startsOn, today) + (activity.days === 0 ? 0 : 1));
  return dated({ ...begun, percent: 100, endedOn: today, end }, startsOn);
}

/** Whoever says so has begun. */
const WORKS: ReadonlySet<ExecutionStatus> = new Set(['in_progress', 'in_review', 'completed']);

/** Done by planned days: the earned share of the plan. */
function percentOf({ activities }: Plan): number {
  const days = activities.reduce((sum, each) => sum + Math.max(1, each.days), 0);
  const done = activities.reduce((sum, each) => sum + Math.max(1, each.days) * each.percent, 0);
  return Math.round((done / days) * 10) / 10;
}
