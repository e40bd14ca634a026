import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import { RESOURCE_TERMS, RESOURCES } from '../contract/execution.ts';
import type { AllocateInput, Plan, PlanActivity } from '../contract/schemas.ts';
import { allocatedTo, heldBy, stillNeeded } from '../domain/holdings.ts';
import { isOpen } from '../domain/open-work.ts';
import { refused } from '../domain/refused.ts';
import { leastRoom, ROUNDING } from '../domain/usage.ts';
import type { StrategosDeps } from './deps.ts';
import { activityNamed, planNamed, withPlan } from './plans.ts';

type Allocation = Plan['allocations'][number];

/** The plan holds what is allocated of it, and its version guards the write: two requests cannot give the same away. */
export async function allocateResource(
  deps: Pick<StrategosDeps, 'works'>,
  { workspace, input, now }: Asked<AllocateInput>,
): Promise<Made> {
  const of = await planNamed(deps, workspace, input.plan);
  const activity = activityNamed(of, input.activity);
  if (!isOpen(activity)) throw new RexError('CONFLICT', `${activity.id} is completed, and needs nothing.`);
  const asked = allocationsOf(of.plan, activity, input);
  for (const each of asked) checkRoom(of.plan, activity, each);
  const plan = { ...of.plan, allocations: added(of.plan.allocations, asked) };
  const amounts = Object.fromEntries(asked.map(({ resource, amount }) => [resource, amount]));
  const resources = asked.map(({ resource, amount }) => `${resource} ${amount}`);
  const { id, on, until } = activity;
  return {
    work: {
      kind: 'allocation',
      title: `${activity.title}: ${resources.join(', ')}`,
      result: { plan: of.work.id, activity: id, amounts, from: on, until },
      sources: [
        {
          kind: 'work',
          id: of.work.id,
          says: `${id} is planned from ${on} to ${until} in "${of.work.title}".`,
        },
      ],
    },
    beside: [withPlan(of.work, plan, now)],
    tells: [
      {
        name: 'RESOURCE_ALLOCATED',
        data: { holder: of.work.id, resources, reason: `For ${activity.title}, from ${on} to ${until}.` },
      },
    ],
  };
}

/** One entry for each activity and resource, so that a plan does not grow however often it is given more. */
function added(allocations: readonly Allocation[], asked: readonly Allocation[]): Allocation[] {
  const sums = new Map<string, Allocation>();
  for (const each of [...allocations, ...asked]) {
    const key = `${each.activity} ${each.resource}`;
    sums.set(key, { ...each, amount: each.amount + (sums.get(key)?.amount ?? 0) });
  }
  return [...sums.values()];
}

/** @throws RexError CONFLICT, VALIDATION_FAILED */
function allocationsOf(plan: Plan, { id }: PlanActivity, { resource, amount }: AllocateInput): Allocation[] {
  if (amount !== undefined && resource === undefined)
    throw refused('body.resource', `Of what are ${amount} to be allocated?`);
  if (resource !== undefined && plan.capacities[resource] === undefined)
    throw refused('body.resource', `${resource} is no resource of this plan.`);
  if (resource !== undefined && amount !== undefined) return [{ activity: id, resource, amount }];
  const needs = stillNeeded(plan, id);
  const wanted = RESOURCES.filter((each) => resource === undefined || each === resource);
  const asked = wanted.flatMap((each) => {
    const needed = needs[each];
    return needed === undefined ? [] : [{ activity: id, resource: each, amount: needed }];
  });
  if (asked.length === 0) throw new RexError('CONFLICT', `${id} has been given all that it needs.`);
  return asked;
}

/** What an activity needs is committed to it before it is allocated. @throws RexError CONFLICT */
function checkRoom(plan: Plan, activity: PlanActivity, { resource, amount }: Allocation): void {
  const own = heldBy(plan, activity.id, resource) - allocatedTo(plan, activity.id, resource);
  const { on, committed, left } = leastRoom(plan, resource, activity);
  if (amount <= own + left + ROUNDING) return;
  const { unit } = RESOURCE_TERMS[resource];
  throw new RexError(
    'CONFLICT',
    `On ${on}, ${committed} of ${plan.capacities[resource]} ${unit} are committed: ${activity.id} can be given ${Number((own + left).toPrecision(6))} at most.`,
  );
}
