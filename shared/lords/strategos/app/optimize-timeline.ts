import type * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { AskedOf } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { optimizeInputSchema } from '../contract/schemas.ts';
import { forecastEnd } from '../domain/forecast-end.ts';
import { isBegun, isOpen } from '../domain/open-work.ts';
import { optimizePlan } from '../domain/optimize-plan.ts';
import { todayOf } from '../domain/plan-days.ts';
import { withSendDays } from '../domain/send-days.ts';
import type { StrategosDeps } from './deps.ts';
import { domainCaps } from './domain-caps.ts';
import { planOf, withPlan } from './plans.ts';

export async function optimizeTimeline(
  deps: StrategosDeps,
  { workspace, work, input, now }: AskedOf<z.output<typeof optimizeInputSchema>>,
): Promise<Made> {
  if (work.state === 'completed') throw new RexError('CONFLICT', `${work.id} is completed.`);
  const plan = planOf(work);
  const today = todayOf(plan.startsOn, now);
  const waiting = plan.activities.filter((each) => isOpen(each) && !isBegun(each));
  const { caps, sources } = await domainCaps(deps, workspace, waiting, now);
  const current = { ...plan, activities: withSendDays(plan.activities, caps) };
  const best = optimizePlan(current, { today, schedules: input.schedules, at: now.toISOString() });
  const known = work.sources.filter(({ kind }) => kind !== 'domain' || sources.length === 0);
  return {
    work: {
      ...withPlan(work, { ...best, forecast: forecastEnd(best, today) }, now),
      sources: [...known, ...sources],
    },
  };
}
