import { dayAfter } from '../../../kernel/clock.ts';
import { RESOURCE_TERMS, RESOURCES, type Resource } from '../contract/execution.ts';
import type { Plan, PlanActivity, Usage } from '../contract/schemas.ts';
import { allocatedTo, heldBy } from './holdings.ts';

/** Tenths do not add up to whole numbers exactly. */
export const ROUNDING = 1e-9;

interface Span {
  readonly from: number;
  readonly until: number;
  readonly committed: number;
  readonly allocated: number;
}

/** What is in use of a resource, between the days on which that changes. */
function spansOf(plan: Plan, resource: Resource): Span[] {
  const last = Math.max(0, ...plan.activities.map(({ end }) => end));
  // What is used up stays so until the end.
  const untilOf = ({ end }: PlanActivity): number => (RESOURCE_TERMS[resource].isUsedUp ? last : end);
  const points = new Set([0, last, ...plan.activities.flatMap((each) => [each.start, untilOf(each)])]);
  const days = [...points].toSorted((a, b) => a - b);
  return days.slice(0, -1).map((from, n) => {
    const holders = plan.activities.filter((each) => each.start <= from && from < untilOf(each));
    const sum = (of: (id: string) => number): number => holders.reduce((total, { id }) => total + of(id), 0);
    return {
      from,
      until: days[n + 1] ?? from,
      committed: sum((id) => heldBy(plan, id, resource)),
      allocated: sum((id) => allocatedTo(plan, id, resource)),
    };
  });
}

export interface Room {
  readonly on: string;
  readonly committed: number;
  readonly left: number;
}

/** The day on which the least of a resource is left while an activity lasts. */
export function leastRoom(plan: Plan, resource: Resource, activity: PlanActivity): Room {
  const spans = spansOf(plan, resource).filter(
    ({ from, until }) => from < activity.end && until > activity.start,
  );
  const most = spans.toSorted((a, b) => b.committed - a.committed)[0];
  const { from = 0, committed = 0 } = most ?? {};
  return {
    on: dayAfter(plan.startsOn, from),
    committed,
    left: (plan.capacities[resource] ?? 0) - committed,
  };
}

export const usageOf = (plan: Plan): Usage[] =>
  capacitiesOf(plan).map(({ resource, capacity }) => {
    const { unit, isUsedUp } = RESOURCE_TERMS[resource];
    const spans = spansOf(plan, resource);
    const peak = Math.max(0, ...spans.map(({ committed }) => committed));
    const days = spans.at(-1)?.until ?? 0;
    const used = spans.reduce((sum, { from, until, committed }) => sum + committed * (until - from), 0);
    const mean = isUsedUp ? peak : used / Math.max(1, days);
    return {
      resource,
      unit,
      capacity,
      share: capacity === 0 ? null : mean / capacity,
      peak,
      spans: spans.map(({ from, until, committed, allocated }) => ({
        on: dayAfter(plan.startsOn, from),
        until: dayAfter(plan.startsOn, until - 1),
        committed,
        allocated,
      })),
    };
  });

const capacitiesOf = ({ capacities }: Plan): { resource: Resource; capacity: number }[] =>
  RESOURCES.flatMap((resource) => {
    const capacity = capacities[resource];
    return capacity === undefined ? [] : [{ resource, capacity }];
  });
