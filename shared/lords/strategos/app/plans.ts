import { dayAfter } from '../../../kernel/clock.ts';
import { foundWork, type SeatDeps } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { Plan, PlanActivity } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { forecastEnd } from '../domain/forecast-end.ts';
import { isBegun, isOpen } from '../domain/open-work.ts';
import { retimed } from '../domain/plan.ts';
import { todayOf } from '../domain/plan-days.ts';
import { refused } from '../domain/refused.ts';

export interface PlanOfWork {
  readonly work: Work;
  readonly plan: Plan;
}

export const planOf = (work: Work): Plan => work.result as unknown as Plan;

/** @throws RexError NOT_FOUND */
export async function planNamed(
  deps: Pick<SeatDeps, 'works'>,
  workspace: string,
  id: string,
): Promise<PlanOfWork> {
  const work = await foundWork(strategos, deps, 'plan', workspace, id);
  return { work, plan: planOf(work) };
}

/** @throws RexError VALIDATION_FAILED */
export function activityNamed({ work, plan }: PlanOfWork, id: string): PlanActivity {
  const activity = plan.activities.find((each) => each.id === id);
  if (!activity) throw refused('body.activity', `${id} is no activity of ${work.id}.`);
  return activity;
}

/** A plan that is later has been forgotten. */
const MOST_LATE_DAYS = 90;

/** When the day of what should end first is over, if nobody says anything before; from then on every day. */
export function planLookedAtNext({ activities, startsOn, late }: Plan, now: Date): string | undefined {
  if (late && late.days > MOST_LATE_DAYS) return undefined;
  const ends = activities.filter(isOpen).map(({ end }) => end);
  const day = Math.max(Math.min(...ends), todayOf(startsOn, now) + 1);
  return `${dayAfter(startsOn, day)}T00:00:00.000Z`;
}

/** The day of something has passed, and nobody has said that it is over: what is left is planned from today. */
export async function reviewPlan(_: unknown, { work, now }: Due): Promise<Made> {
  const of = planOf(work);
  const today = todayOf(of.startsOn, now);
  const plan = retimed(of, today);
  return { work: withPlan(work, { ...plan, forecast: forecastEnd(plan, today) }, now) };
}

/** The work with its plan as it is now: its state, its confidence, and in the end what became of it. */
export function withPlan(work: Work, plan: Plan, now: Date): Work {
  const isOver = plan.activities.every((each) => !isOpen(each));
  const isMoving = plan.activities.some((each) => isBegun(each) || !isOpen(each));
  const state = isOver ? 'completed' : isMoving ? 'in_progress' : 'planned';
  const { confidence: _, dueAt: __, ...rest } = state === work.state ? work : turned(strategos, work, state);
  const dueAt = isOver ? undefined : planLookedAtNext(plan, now);
  const { days, plannedDays, percent, forecast } = plan;
  return {
    ...rest,
    result: { ...plan },
    ...(dueAt !== undefined && { dueAt }),
    ...(forecast.endsOn !== null && {
      confidence: confidenceOf(
        percent / 100,
        `${percent} % of the plan is done, and the lengths of ${forecast.completed} activities are known.`,
      ),
    }),
    ...(isOver && {
      outcome: {
        at: now.toISOString(),
        held: days <= plannedDays,
        says: `It took ${days} of ${plannedDays} planned days.`,
        measures: { days, plannedDays },
      },
    }),
  };
}
