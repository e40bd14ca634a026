import { type Amounts, RESOURCES, type Resource } from '../contract/execution.ts';
import type { Plan } from '../contract/schemas.ts';

export type Holders = Pick<Plan, 'activities' | 'allocations'>;

export const allocatedTo = ({ allocations }: Holders, activity: string, resource: Resource): number =>
  allocations
    .filter((each) => each.activity === activity && each.resource === resource)
    .reduce((sum, { amount }) => sum + amount, 0);

/** What an activity has as long as it lasts: what it needs, or what it was given where that is more. */
export function heldBy(plan: Holders, activity: string, resource: Resource): number {
  const needs = plan.activities.find(({ id }) => id === activity)?.needs[resource] ?? 0;
  return Math.max(needs, allocatedTo(plan, activity, resource));
}

/** What an activity needs and was not given yet. */
export function stillNeeded(plan: Holders, activity: string): Amounts {
  const needs: Amounts = plan.activities.find(({ id }) => id === activity)?.needs ?? {};
  return Object.fromEntries(
    RESOURCES.flatMap((resource) => {
      const left = (needs[resource] ?? 0) - allocatedTo(plan, activity, resource);
      return left > 0 ? [[resource, left]] : [];
    }),
  );
}
