import { foundWork, type SeatDeps } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { turned, type Work } from '../../../seats/domain/work.ts';
import type { Plan, PlanActivity } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { isBegun, isOpen } from '../domain/open-work.ts';
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

/** The work with its plan as it is now: its state, its confidence, and in the end what became of it. */
export function withPlan(work: Work, plan: Plan, now: Date): Work {
  const isOver = plan.activities.every((each) => !isOpen(each));
  const isMoving = plan.activities.some((each) => isBegun(each) || !isOpen(each));
  const state = isOver ? 'completed' : isMoving ? 'in_progress' : 'planned';
  const { confidence: _, ...rest } = state === work.state ? work : turned(strategos, work, state);
  const { days, plannedDays, percent, forecast } = plan;
  return {
    ...rest,
    result: { ...plan },
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
