import type * as z from 'zod';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';
import type { utilizationQuerySchema, utilizationSchema } from '../contract/schemas.ts';
import { strategos } from '../contract/seat.ts';
import { usageOf } from '../domain/usage.ts';
import { planNamed, planOf } from './plans.ts';

/** Of so many of the newest plans those are shown that are not completed. */
const NEWEST = 50;

export async function resourceUtilization(
  deps: Pick<SeatDeps, 'works'>,
  {
    workspace,
    query,
  }: { readonly workspace: string; readonly query: z.output<typeof utilizationQuerySchema> },
): Promise<z.input<typeof utilizationSchema>> {
  const works =
    query.plan === undefined
      ? await openPlans(deps, workspace)
      : [(await planNamed(deps, workspace, query.plan)).work];
  return {
    plans: works.map((work) => ({ plan: work.id, title: work.title, resources: usageOf(planOf(work)) })),
  };
}

async function openPlans({ works }: Pick<SeatDeps, 'works'>, workspace: string) {
  const { items } = await works.page(workspace, { limit: NEWEST, prefix: `${strategos.kinds.plan.prefix}_` });
  return items.filter(({ state }) => state !== 'completed');
}
